/**
 * The module `_tokenize`: the lexer's tokens for the library's `tokenize`.
 *
 * Owns: the numbers that `token` has, positions in code points, the lines. Reads the whole source at once.
 */
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { isTrue } from '../objects/compare';
import { isError, typeError } from '../objects/errors';
import { Exc, type PyBaseException } from '../objects/exceptionTypes';
import { PyObject, typeOf, type PyType, type Value } from '../objects/object';
import { defineType } from '../objects/typeObject';
import { decode } from '../objects/codecs';
import { PyBytes, PyTuple, strOf } from '../objects/values';
import { Lexer } from '../syntax/lexer';
import { PySyntaxError } from '../syntax/syntaxError';
import { Tok, FIRST_KEYWORD } from '../syntax/token';
import { guestSyntaxError } from './compileSource';
import { codePointLength } from './io/codePoints';
import { nativeModule } from './registry';

const T = {
  ENDMARKER: 0,
  NAME: 1,
  NUMBER: 2,
  STRING: 3,
  NEWLINE: 4,
  INDENT: 5,
  DEDENT: 6,
  OP: 55,
  TYPE_COMMENT: 57,
  FSTRING_START: 59,
  FSTRING_MIDDLE: 60,
  FSTRING_END: 61,
  TSTRING_START: 62,
  TSTRING_MIDDLE: 63,
  TSTRING_END: 64,
  COMMENT: 65,
  NL: 66,
};

/** Exact types of operators, which TokenizerIter gives without `extra_tokens`. */
const EXACT: Record<string, number> = Object.fromEntries(
  '( ) [ ] : , ; + - * / | & < > = . % { } == != <= >= ~ ^ << >> ** += -= *= /= %= &= |= ^= <<= >>= **= // //= @ @= -> ... := !'
    .split(' ')
    .map((s, i) => [s, 7 + i]),
);

function typeOfToken(kind: Tok, text: string, extra: boolean): number {
  switch (kind) {
    case Tok.EndMarker:
      return T.ENDMARKER;
    case Tok.Name:
      return T.NAME;
    case Tok.Number:
      return T.NUMBER;
    case Tok.String:
      return T.STRING;
    case Tok.Newline:
      return T.NEWLINE;
    case Tok.Indent:
      return T.INDENT;
    case Tok.Dedent:
      return T.DEDENT;
    case Tok.FStringStart:
      return T.FSTRING_START;
    case Tok.FStringMiddle:
      return T.FSTRING_MIDDLE;
    case Tok.FStringEnd:
      return T.FSTRING_END;
    case Tok.TStringStart:
      return T.TSTRING_START;
    case Tok.TStringMiddle:
      return T.TSTRING_MIDDLE;
    case Tok.TStringEnd:
      return T.TSTRING_END;
    case Tok.Comment:
      return T.COMMENT;
    case Tok.NL:
      return T.NL;
    case Tok.TypeComment:
      return T.TYPE_COMMENT;
  }
  if (kind >= FIRST_KEYWORD) return T.NAME;
  return extra ? T.OP : (EXACT[text] ?? T.OP);
}

class PyTokenizer extends PyObject {
  tokens: Value[] | undefined = undefined;
  index = 0;
  failure: PyBaseException | undefined = undefined;
  constructor(
    cls: PyType,
    readonly readline: Value,
    readonly encoding: string | undefined,
    readonly extra: boolean,
  ) {
    super(cls);
  }
}

/** All lines that `readline` gives. */
function readSource(t: PyTokenizer): string {
  let source = '';
  for (;;) {
    let line: Value;
    try {
      line = call(t.readline, []);
    } catch (e) {
      if (isError(e, Exc.StopIteration)) return source;
      throw e;
    }
    let text = strOf(line);
    if (line instanceof PyBytes) {
      if (t.encoding === undefined) throw typeError(`readline() returned a non-string object`);
      text = decode(line, t.encoding, 'replace');
    } else if (text !== undefined && t.encoding !== undefined)
      throw typeError('readline() returned a non-bytes object');
    if (text === undefined) throw typeError('readline() returned a non-string object');
    if (text === '') return source;
    source += text;
  }
}

function tokenize(t: PyTokenizer): Value[] {
  const source = readSource(t);
  const out: Value[] = [];
  if (source === '') {
    out.push(new PyTuple([T.ENDMARKER, '', new PyTuple([1, 0]), new PyTuple([1, 0]), '']));
    return out;
  }
  const lines = source.split(/(?<=\n)/);
  const starts: number[] = [];
  let at = 0;
  for (const l of lines) {
    starts.push(at);
    at += l.length;
  }
  const lexer = new Lexer(source, '<string>', { extraTokens: t.extra });
  try {
    lexer.readAll();
  } catch (e) {
    if (!(e instanceof PySyntaxError)) throw e;
    t.failure = guestSyntaxError(e);
  }
  const place = (pos: number, line: number): [number, number] => {
    while (line > 1 && pos < starts[line - 1]) line--;
    while (line < starts.length && pos >= starts[line]) line++;
    return [line, codePointLength(source.slice(starts[line - 1], pos))];
  };
  const { tokens } = lexer;
  let line = 1;
  for (let i = 0; i < tokens.count; i++) {
    const kind = tokens.kind[i] as Tok;
    const start = Math.min(tokens.start[i], source.length);
    const end = Math.min(tokens.end[i], source.length);
    const [l1, c1] = place(start, line);
    const [l2, c2] = end > start ? place(end - 1, l1) : [l1, c1 - 1];
    line = l1;
    const text = source.slice(start, end);
    if (kind === Tok.EndMarker) {
      const last = lines.length + 1;
      out.push(new PyTuple([T.ENDMARKER, '', new PyTuple([last, 0]), new PyTuple([last, 0]), '']));
      break;
    }
    if (kind === Tok.Dedent) {
      const eof = start >= source.length;
      const where = new PyTuple(eof ? [lines.length + 1, 0] : [l1, c1]);
      out.push(new PyTuple([T.DEDENT, '', where, where, eof ? '' : lines[l1 - 1]]));
      continue;
    }
    if (kind === Tok.Newline && text === '') {
      // The last line has no end: NEWLINE stands behind it, empty.
      const width = codePointLength(lines[lines.length - 1]);
      out.push(
        new PyTuple([
          T.NEWLINE,
          '',
          new PyTuple([lines.length, width]),
          new PyTuple([lines.length, width + 1]),
          lines[lines.length - 1],
        ]),
      );
      continue;
    }
    const whole = l1 === l2 ? lines[l1 - 1] : lines.slice(l1 - 1, l2).join('');
    out.push(
      new PyTuple([typeOfToken(kind, text, t.extra), text, new PyTuple([l1, c1]), new PyTuple([l2, c2 + 1]), whole]),
    );
  }
  return out;
}

nativeModule('_tokenize', (m) => {
  m.type(
    defineType({
      name: '_tokenize.TokenizerIter',
      isBase: false,
      new: [
        '(cls, readline, /, *, extra_tokens, encoding=None)',
        (cls: PyType, readline: Value, extra: Value, encoding: Value) => {
          if (encoding !== None && strOf(encoding) === undefined)
            throw typeError(`tokenizeriter() argument 'encoding' must be str, not ${typeOf(encoding).name}`);
          return new PyTokenizer(cls, readline, encoding === None ? undefined : strOf(encoding), isTrue(extra));
        },
      ],
      slots: {
        tp_iter: (self) => self,
        tp_iternext: (self) => {
          const t = self as PyTokenizer;
          t.tokens ??= tokenize(t);
          if (t.index < t.tokens.length) return t.tokens[t.index++];
          if (t.failure !== undefined) {
            const e = t.failure;
            t.failure = undefined;
            throw e;
          }
          return undefined;
        },
      },
    }),
  );
});
