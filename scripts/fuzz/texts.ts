/**
 * Random programs about text: format specifications put together field by field, `%` formats, replacement fields,
 * f-strings and t-strings within each other, and the methods of str and bytes with all their arguments.
 */
import type { Choices } from './choices';

const NUMBERS = [
  '0',
  '1',
  '-1',
  '7',
  '255',
  '-1234567',
  '10**15',
  '-10**25',
  'True',
  '0.0',
  '-0.0',
  '1.5',
  '-2.675',
  '0.1',
  '1e16',
  '123456789.125',
  '1e-7',
  '5e-324',
  '1.7976931348623157e308',
  'inf',
  '-inf',
  'nan',
  '1+2j',
  '-0j',
  'complex(nan, -1e20)',
];
const TEXTS = [
  "''",
  "'a'",
  "'abc'",
  "'Ünï'",
  "'𝒳y'",
  "'a\\tb'",
  "'it\\'s'",
  "'\"'",
  "'\\x00\\x7f\\u200b'",
  "'ab cd  ef'",
];
const OTHERS = ['None', '[1, 2]', "{'k': 1}", 'P(3)', "E1('x')", 'int', 'Ellipsis', "b'by'", '(1, 2)'];
const FILLS = ['', '', '', '*', '0', 'é', '𝒳', '{', ' ', '<'];
const WORDS = [
  "''",
  "'a'",
  "'b'",
  "'ab'",
  "'aXbXc'",
  "' a  b '",
  "'a,b,,c'",
  "'Straße ŐŰ'",
  "'ǆ ǅ ŉ ﬁ'",
  "'line\\r\\nnext\\x0bmore\\x1c\\x85\\u2028end\\n'",
  "'İıſΣς'",
  "'١٢٣½²'",
  "'𝒳𝟘a'",
  "'\\ud800x'",
  "'__init__'",
  "'HELLO world 123'",
  "'ab' * 3",
];
const BYTE_WORDS = [
  "b''",
  "b'a'",
  "b'aXbXc'",
  "b' a  b '",
  "b'a,b,,c'",
  "b'\\xff\\x00z'",
  "b'Hello World'",
  "bytearray(b'ab')",
];
const WITHOUT_ARGUMENTS = [
  'isalnum',
  'isalpha',
  'isdecimal',
  'isdigit',
  'isidentifier',
  'islower',
  'isnumeric',
  'isprintable',
  'isspace',
  'istitle',
  'isupper',
  'isascii',
  'capitalize',
  'casefold',
  'lower',
  'swapcase',
  'title',
  'upper',
  'splitlines',
  'split',
  'rsplit',
  'strip',
];

export class Texts {
  constructor(private readonly c: Choices) {}

  program(): string[] {
    const { c } = this;
    return c.several(1, 12, () => `show(lambda: ${this.expression()})`);
  }

  private expression(): string {
    const { c } = this;
    switch (c.below(9)) {
      case 0:
        return `format(${this.value()}, ${this.quoted(this.spec())})`;
      case 1:
        return this.percent();
      case 2:
        return this.fields();
      case 3:
      case 4:
        return this.fString(2, 'f');
      case 5:
        return `parts(${this.fString(2, 't')})`;
      case 6:
        return this.method(WORDS);
      case 7:
        return this.method(BYTE_WORDS);
      default:
        return this.number();
    }
  }

  private value(): string {
    const { c } = this;
    return c.pick([() => c.pick(NUMBERS), () => c.pick(NUMBERS), () => c.pick(TEXTS), () => c.pick(OTHERS)])();
  }

  private quoted(text: string): string {
    return JSON.stringify(text);
  }

  /** A format specification, mostly a valid one. */
  private spec(): string {
    const { c } = this;
    const align = c.chance(40) ? c.pick(['<', '>', '^', '=']) : '';
    const fill = align === '' ? '' : c.pick(FILLS);
    return [
      fill,
      align,
      c.chance(25) ? c.pick(['+', '-', ' ']) : '',
      c.chance(15) ? 'z' : '',
      c.chance(20) ? '#' : '',
      c.chance(20) ? '0' : '',
      c.chance(50) ? c.pick(['1', '5', '12', '20', '30']) : '',
      c.chance(20) ? c.pick([',', '_']) : '',
      c.chance(35) ? `.${c.pick(['0', '1', '3', '10', ''])}` : '',
      c.chance(8) ? c.pick([',', '_']) : '',
      c.chance(70) ? c.pick(['d', 'f', 'e', 'g', 's', 'x', 'b', 'o', 'X', 'c', 'n', 'E', 'G', 'F', '%', 'q', 'i']) : '',
    ].join('');
  }

  private percent(): string {
    const { c } = this;
    const one = (key: string): string =>
      [
        '%',
        key,
        c.chance(15) ? '-' : '',
        c.chance(15) ? '+' : '',
        c.chance(10) ? ' ' : '',
        c.chance(15) ? '#' : '',
        c.chance(15) ? '0' : '',
        c.chance(40) ? c.pick(['3', '8', '15', '*']) : '',
        c.chance(30) ? `.${c.pick(['0', '2', '8', '*', ''])}` : '',
        c.chance(5) ? c.pick(['h', 'l', 'L']) : '',
        c.pick(['s', 'd', 'r', 'f', 'g', 'e', 'x', 'o', 'X', 'a', 'c', 'i', 'u', 'E', 'G', 'b', '%', 'q', '']),
      ].join('');
    const prefix = c.chance(15) ? 'b' : '';
    if (c.chance(20)) {
      const text = c.several(1, 2, () => one(c.pick(['(k)', '(a b)', '((x))', '()', '(nope)']))).join(' ');
      return `${prefix}${this.quoted(text)} % {'k': ${this.value()}, 'a b': 2, '(x)': 3, '': 4${prefix === '' ? '' : ", b'k': 5"}}`;
    }
    const text = c.several(1, 3, () => one('')).join('|');
    return `${prefix}${this.quoted(text)} % (${c
      .several(0, 4, () => this.value())
      .map((v) => `${v}, `)
      .join('')})`;
  }

  /** `str.format` with the fields' names, attributes, items, conversions and specifications. */
  private fields(): string {
    const { c } = this;
    const field = (): string =>
      [
        '{',
        c.pick(['', '', '0', '1', 'k', '5', ' ']),
        c.chance(15) ? c.pick(['.real', '[0]', '[k]', '.x', '[-1]', '.', '[', '[]']) : '',
        c.chance(20) ? c.pick(['!r', '!s', '!a', '!x', '!']) : '',
        c.chance(60) ? `:${c.chance(20) ? c.pick(['{}', '{1}', '{k}', '>{k}', '{{', '{:{}}']) : this.spec()}` : '',
        c.chance(95) ? '}' : '',
      ].join('');
    const text = c.several(1, 3, field).join(c.pick(['', ' ', '{{', '}}', '}']));
    const keyword = c.chance(50) ? ', k=6' : '';
    return `${this.quoted(text)}.format(${c.several(0, 3, () => this.value()).join(', ')}${keyword})`.replace(
      '(, ',
      '(',
    );
  }

  /** An f-string or t-string. Within one another they take turns with their quotes only sometimes: 3.12 needs it no more. */
  private fString(depth: number, prefix: 'f' | 't'): string {
    const { c } = this;
    const quote = c.pick(["'", '"', "'''", '"""']);
    const inner = (): string => {
      if (depth > 0 && c.chance(25)) return this.fString(depth - 1, c.pick(['f', 'f', 't']));
      return c.pick([
        () => `(${this.value()})`,
        () => 'w',
        () => '(lambda x: x + 1)(2)',
        () => '(y := 5)',
        () => "{'a': 1}['a']",
        () => ' {1, } ',
        () => 'w, 2',
        () => '*[1, w],',
        () => "'é\\n'",
        () => 'w if w else 1',
        () => '[i for i in (1, w)]',
        () => 'w>3',
        () => 'yield_',
        () => "'a' 'b'",
      ])();
    };
    const field = (): string => {
      const equal = c.chance(20) ? c.pick(['=', ' = ', '= ']) : '';
      const conversion = c.chance(25) ? c.pick(['!r', '!s', '!a']) : '';
      const spec = c.chance(45)
        ? `:${c.chance(30) ? c.pick(['{w}', '>{w}', '{w}.{w}', "{'>5'}", '{w:{w}}', '{{', '{w!r}', '{w=}']) : this.spec().replace(/[{}]/g, '*')}`
        : '';
      return `{${inner()}${equal}${conversion}${spec}}`;
    };
    const parts = c.several(
      0,
      3,
      () => c.pick(['', 'x', '{{', '}}', ' ', '\\n', '\\x41', 'é', '\\N{DIGIT ONE}']) + field(),
    );
    const raw = c.chance(10) ? 'r' : '';
    return `${raw}${prefix}${quote}${parts.join('')}${c.pick(['', 'end', '}}'])}${quote}${c.chance(10) ? " 'lit'" : ''}`;
  }

  private method(words: readonly string[]): string {
    const { c } = this;
    const s = c.pick(words);
    const word = (): string => c.pick(words);
    const bound = (): string => c.pick(['0', '1', '-1', '3', 'None', '-100', '2**70', '1.0']);
    const range = (): string => c.pick(['', '', `, ${bound()}`, `, ${bound()}, ${bound()}`]);
    const call = c.pick([
      () => `${c.pick(WITHOUT_ARGUMENTS)}()`,
      () => `${c.pick(['find', 'rfind', 'index', 'rindex', 'count', 'startswith', 'endswith'])}(${word()}${range()})`,
      () => `${c.pick(['startswith', 'endswith'])}((${word()}, ${word()})${range()})`,
      () =>
        `${c.pick(['split', 'rsplit'])}(${c.pick([word(), 'None'])}, ${c.pick(['0', '1', '2', '-1', 'maxsplit=1'])})`,
      () =>
        `${c.pick(['strip', 'lstrip', 'rstrip', 'removeprefix', 'removesuffix', 'partition', 'rpartition'])}(${word()})`,
      () => `${c.pick(['center', 'ljust', 'rjust'])}(${c.pick(['0', '9', '-3'])}${c.pick(['', `, ${word()}`])})`,
      () => `replace(${word()}, ${word()}${c.pick(['', ', 1', ', -1', ', 0', ', count=2'])})`,
      () => `join([${c.several(0, 3, word).join(', ')}])`,
      () => `expandtabs(${c.pick(['', '0', '4', '-1', 'tabsize=2'])})`,
      () => `zfill(${c.pick(['0', '8', '-2'])})`,
      () => `splitlines(${c.pick(['True', 'False', 'keepends=True', '2'])})`,
      () =>
        `translate(${c.pick(["{97: None, 98: 'xy', 99: 120}", "str.maketrans('ab', 'cd', 'X')", 'None', 'bytes(range(256))', '{97: -1}', "{97: 'q'}.get"])})`,
      () =>
        `encode(${c.pick(["'utf-8'", "'utf-16'", "'latin-1', 'xmlcharrefreplace'", "'ascii', 'namereplace'", "'utf-8', 'surrogatepass'", "'idna'", "'cp1252', 'ignore'", "'utf-7'", "'punycode'"])})`,
      () =>
        `decode(${c.pick(["'utf-8', 'replace'", "'utf-16'", "'latin-1'", "'ascii', 'surrogateescape'", "'cp437'", "'utf-7'", "errors='ignore'", "'unicode_escape'"])})`,
      () => `hex(${c.pick(['', "'-', 2", "b':', -2", "'xx'"])})`,
      () => `__contains__(${word()})`,
    ])();
    return `(${s}).${call}`;
  }

  /** The texts of numbers, both ways. */
  private number(): string {
    const { c } = this;
    const digits = (most: number): string => c.several(1, most, () => String(c.below(10))).join('');
    const real = (): string => `${c.pick(['', '-'])}${digits(17)}.${digits(8)}e${c.pick(['', '-'])}${digits(2)}`;
    return c
      .pick([
        () => `float('${real()}')`,
        () => `round(${real()}, ${c.pick(['None', '0', '1', '5', '-3', '20'])})`,
        () => `round(${digits(12)}, -${digits(1)})`,
        () => `'%.${digits(1)}${c.pick(['f', 'e', 'g'])}' % ${real()}`,
        () => `format(${real()}, '.${digits(2)}${c.pick(['f', 'e', 'g', '', '%'])}')`,
        () => `(${real()}).hex()`,
        () => `(${real()}).as_integer_ratio()`,
        () =>
          `int('${c.pick(['', '-', '+', ' '])}${c.pick(['0x', '0b', '0o', '', '0_'])}${digits(4)}${c.pick(['', '_1', '_', 'z', ' '])}', ${c.pick(['0', '10', '16', '2', '8', '36', '37'])})`,
        () => `repr(complex(${real()}, ${c.pick([real(), 'nan', '-0.0'])}))`,
        () => `${digits(30)} // ${c.pick(['7', '-7', digits(12)])} + ${digits(25)} % ${c.pick(['-9', '13'])}`,
        () => `divmod(${real()}, ${c.pick(['3', '-0.5', 'inf', '1e300'])})`,
        () => `(${digits(20)}).to_bytes(${c.pick(['9', '4', '12'])}, ${c.pick(["'big'", "'little'"])})`,
      ])()
      .replace(/\b0+(?=[1-9])/g, '');
  }
}
