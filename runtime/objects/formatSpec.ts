/**
 * The format mini-language: parsing a specifier and laying out text and numbers (CPython's formatter_unicode.c).
 *
 * Owns: the parse, padding, signs, grouping. The numbers' digits come from floatText.ts and intText.ts.
 */
import { overflowError, valueError } from './errors';
import { floatFormat } from './floatText';
import { intRepr } from './intText';
import { intToDouble } from './intOps';
import type { Int } from './object';
import { strLength, strRange } from './strOps';

export interface FormatSpec {
  fill: string;
  fillGiven: boolean;
  align: string;
  alignGiven: boolean;
  sign: string;
  /** 'z': a negative zero loses its sign. */
  noNegativeZero: boolean;
  alternate: boolean;
  width: number;
  /** '', ',' or '_'. */
  grouping: string;
  precision: number | undefined;
  /** Separator of the digits after the point: '', ',' or '_'. */
  fractionGrouping: string;
  /** '' where none is given. */
  type: string;
}

const MAX_INT = 2147483647;
const MAX_WIDTH = 9223372036854775807n;

/** Parses a specifier; `typeName` goes into error messages. */
export function parseFormatSpec(text: string, typeName: string, defaultAlign: string): FormatSpec {
  const c = Array.from(text);
  const spec: FormatSpec = {
    fill: ' ', fillGiven: false, align: defaultAlign, alignGiven: false, sign: '', noNegativeZero: false, alternate: false,
    width: -1, grouping: '', precision: undefined, fractionGrouping: '', type: '',
  }; // prettier-ignore
  const isAlign = (x: string | undefined) => x !== undefined && '<>=^'.includes(x);
  let at = 0;
  if (c.length >= 2 && isAlign(c[1])) {
    [spec.fill, spec.align] = c;
    spec.fillGiven = spec.alignGiven = true;
    at = 2;
  } else if (isAlign(c[0])) {
    spec.align = c[0];
    spec.alignGiven = true;
    at = 1;
  }
  if (c[at] === ' ' || c[at] === '+' || c[at] === '-') spec.sign = c[at++];
  if (c[at] === 'z') {
    spec.noNegativeZero = true;
    at++;
  }
  if (c[at] === '#') {
    spec.alternate = true;
    at++;
  }
  if (!spec.fillGiven && c[at] === '0') {
    spec.fill = '0';
    spec.fillGiven = true;
    if (!spec.alignGiven && defaultAlign === '>') spec.align = '=';
    at++;
  }
  const integer = (): number => {
    let n = '';
    while (/^\p{Nd}$/u.test(c[at] ?? '')) n += Number(c[at]) >= 0 ? c[at++] : (at++, '0');
    if (n === '') return -1;
    if (n.length > 18 && BigInt(n) > MAX_WIDTH) throw valueError('Too many decimal digits in format string');
    return Number(n);
  };
  spec.width = integer();
  const both = () => valueError("Cannot specify both ',' and '_'.");
  if (c[at] === ',') {
    spec.grouping = ',';
    at++;
  }
  if (c[at] === '_') {
    if (spec.grouping !== '') throw both();
    spec.grouping = '_';
    at++;
  }
  if (c[at] === ',') {
    if (spec.grouping === '_') throw both();
  }
  if (c[at] === '.') {
    at++;
    const p = integer();
    if (p >= 0) spec.precision = p;
    if (c[at] === ',') {
      spec.fractionGrouping = ',';
      at++;
    }
    if (c[at] === '_') {
      if (spec.fractionGrouping !== '') throw both();
      spec.fractionGrouping = '_';
      at++;
    }
    if (c[at] === ',' && spec.fractionGrouping === '_') throw both();
    if (p < 0 && spec.fractionGrouping === '') throw valueError('Format specifier missing precision');
  }
  if (c.length - at > 1) throw valueError(`Invalid format specifier '${text}' for object of type '${typeName}'`);
  if (c.length - at === 1) spec.type = c[at];
  const type = spec.type === '' && typeName === 'str' ? 's' : spec.type;
  if (
    spec.grouping !== '' &&
    !'deEfFgG%'.includes(type) &&
    !(spec.grouping === '_' && type !== '' && 'boxX'.includes(type))
  )
    throw badSeparator(spec.grouping, type);
  if (spec.fractionGrouping !== '' && type === 'n') throw badSeparator(spec.fractionGrouping, type);
  return spec;
}

function badSeparator(separator: string, type: string) {
  const code = type.codePointAt(0)!;
  const shown = code > 32 && code < 128 ? type : `\\x${code.toString(16)}`;
  return valueError(`Cannot specify '${separator}' with '${shown}'.`);
}

export function unknownCode(type: string, typeName: string) {
  const code = type.codePointAt(0)!;
  return valueError(
    `Unknown format code '${code > 32 && code < 128 ? type : `\\x${code.toString(16)}`}' for object of type '${typeName}'`,
  );
}

/** Pads to the specifier's width; '=' counts as '>' here. */
function pad(s: string, spec: FormatSpec): string {
  const total = spec.width - strLength(s);
  if (total <= 0) return s;
  const left = spec.align === '<' ? 0 : spec.align === '^' ? total >> 1 : total;
  return spec.fill.repeat(left) + s + spec.fill.repeat(total - left);
}

/** `str.__format__`. */
export function formatStr(s: string, text: string, typeName = 'str'): string {
  if (text === '') return s;
  const spec = parseFormatSpec(text, typeName, '<');
  if (spec.type !== '' && spec.type !== 's') throw unknownCode(spec.type, typeName);
  const refuse = (what: string) => valueError(`${what} not allowed in string format specifier`);
  if (spec.sign !== '') throw refuse(spec.sign === ' ' ? 'Space' : 'Sign');
  if (spec.noNegativeZero) throw refuse('Negative zero coercion (z)');
  if (spec.alternate) throw refuse('Alternate form (#)');
  if (spec.align === '=') throw refuse("'=' alignment");
  return pad(spec.precision === undefined ? s : strRange(s, 0, Math.min(spec.precision, strLength(s))), spec);
}

/** Groups digits from the right; zeros are added in front until `minWidth` characters (CPython's _PyUnicode_InsertThousandsGrouping). */
function group(digits: string, separator: string, size: number, minWidth: number): string {
  const parts: string[] = [];
  let rest = digits.length;
  let need = minWidth;
  do {
    const n = Math.min(size, Math.max(rest, need, 1));
    const chars = Math.min(rest, n);
    parts.unshift(digits.slice(rest - chars, rest).padStart(n, '0'));
    rest -= chars;
    need -= n;
    if (rest <= 0 && need <= 0) break;
    need -= separator.length;
  } while (true);
  return parts.join(separator);
}

/** Lays out a number: sign, prefix, digits before the point (grouped), and the rest as it is. */
export function layNumber(
  negative: boolean,
  prefix: string,
  digits: string,
  rest: string,
  spec: FormatSpec,
  groupSize = 3,
): string {
  const sign = negative ? '-' : spec.sign === '+' ? '+' : spec.sign === ' ' ? ' ' : '';
  const zeros = spec.fill === '0' && spec.align === '=';
  const minWidth = zeros ? spec.width - sign.length - prefix.length - rest.length : 0;
  let body: string;
  if (spec.grouping !== '' && digits !== '') body = group(digits, spec.grouping, groupSize, minWidth);
  else body = zeros ? digits.padStart(minWidth, '0') : digits;
  const head = sign + prefix;
  body += rest;
  if (spec.align === '=') {
    const fill = spec.width - head.length - body.length;
    return head + (fill > 0 ? spec.fill.repeat(fill) : '') + body;
  }
  return pad(head + body, spec);
}

/** `int.__format__`. */
export function formatInt(n: Int, text: string, typeName = 'int'): string {
  if (text === '') return intRepr(n);
  const spec = parseFormatSpec(text, typeName, '>');
  const { type } = spec;
  if (type !== '' && 'eEfFgG%'.includes(type)) return formatFloatSpec(intToDouble(n), spec);
  if (!'dbcoxXn'.includes(type)) throw unknownCode(type, typeName);
  if (spec.precision !== undefined) throw valueError('Precision not allowed in integer format specifier');
  if (spec.noNegativeZero) throw valueError('Negative zero coercion (z) not allowed in integer format specifier');
  if (type === 'c') {
    if (spec.sign !== '') throw valueError("Sign not allowed with integer format specifier 'c'");
    if (spec.alternate) throw valueError("Alternate form (#) not allowed with integer format specifier 'c'");
    if (typeof n === 'bigint') throw overflowError('Python int too large to convert to C long');
    if (n < 0 || n > 0x10ffff) throw overflowError('%c arg not in range(0x110000)');
    return spec.align === '='
      ? layNumber(false, '', String.fromCodePoint(n), '', { ...spec, fill: spec.fill, grouping: '' })
      : pad(String.fromCodePoint(n), spec);
  }
  const negative = n < 0;
  let digits: string;
  let prefix = '';
  let groupSize = 3;
  switch (type) {
    case 'b':
    case 'o':
    case 'x':
    case 'X': {
      const radix = type === 'b' ? 2 : type === 'o' ? 8 : 16;
      digits = n.toString(radix);
      if (negative) digits = digits.slice(1);
      if (type === 'X') digits = digits.toUpperCase();
      if (spec.alternate) prefix = `0${type}`;
      groupSize = 4;
      break;
    }
    default:
      digits = intRepr(n);
      if (negative) digits = digits.slice(1);
  }
  return layNumber(negative, prefix, digits, '', spec, groupSize);
}

/** Splits a float's text and lays it out. */
function layFloat(text: string, spec: FormatSpec): string {
  const negative = text[0] === '-';
  let s = negative ? text.slice(1) : text;
  let digits = /^\d*/.exec(s)![0];
  let rest = s.slice(digits.length);
  if (spec.fractionGrouping !== '' && rest[0] === '.') {
    const frac = /^\.(\d*)/.exec(rest)![1];
    rest = `.${frac.replace(/(\d{3})(?=\d)/g, `$1${spec.fractionGrouping}`)}${rest.slice(frac.length + 1)}`;
  }
  s = rest;
  if (digits === '' && rest !== '') [digits, rest] = ['', s];
  return layNumber(negative, '', digits, rest, spec);
}

function floatText(x: number, spec: FormatSpec): string {
  if (spec.precision !== undefined && spec.precision > MAX_INT) throw valueError('precision too big');
  let text: string;
  if (spec.type === '%') {
    text = floatFormat(x * 100, 'f', spec.precision, spec.alternate);
    text += '%';
  } else text = floatFormat(x, spec.type === 'n' ? 'g' : spec.type, spec.precision, spec.alternate);
  if (spec.noNegativeZero && /^-0*\.?0*(?:e[+-]\d+)?%?$/i.test(text)) text = text.slice(1);
  return text;
}

function formatFloatSpec(x: number, spec: FormatSpec): string {
  return layFloat(floatText(x, spec), spec);
}

/** `float.__format__`. */
export function formatFloat(x: number, text: string, typeName = 'float'): string {
  const spec = parseFormatSpec(text, typeName, '>');
  if (!'eEfFgGn%'.includes(spec.type)) throw unknownCode(spec.type, typeName);
  return formatFloatSpec(x, spec);
}

/** `complex.__format__`. */
export function formatComplex(re: number, im: number, text: string, typeName = 'complex'): string {
  const spec = parseFormatSpec(text, typeName, '>');
  if (!'eEfFgGn'.includes(spec.type)) throw unknownCode(spec.type, typeName);
  if (spec.fill === '0' && spec.fillGiven) throw valueError('Zero padding is not allowed in complex format specifier');
  if (spec.align === '=') throw valueError("'=' alignment flag is not allowed in complex format specifier");
  const bare = spec.type === '';
  const skipReal = bare && re === 0 && !Object.is(re, -0);
  const part = { ...spec, width: -1, align: '>', fill: ' ' };
  const number = (x: number) => {
    let s =
      bare && spec.precision === undefined
        ? floatText(x, spec).replace(/\.0$/, spec.alternate ? '.' : '')
        : bare
          ? floatFormat(x, 'g', spec.precision, spec.alternate)
          : floatText(x, spec);
    if (spec.noNegativeZero && /^-0*\.?0*(?:e[+-]\d+)?$/i.test(s)) s = s.slice(1);
    return s;
  };
  const realText = skipReal ? '' : layFloat(number(re), part);
  const imagText = `${layFloat(number(im), skipReal ? part : { ...part, sign: '+' })}j`;
  const body = bare && !skipReal ? `(${realText}${imagText})` : realText + imagText;
  return pad(body, spec);
}
