/**
 * The module `_tokenize`: the lexer's tokens for the library's `tokenize`.
 *
 * Owns: TokenizerIter, over the front end's token stream. Reads the whole source at once.
 */
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { isTrue } from '../objects/compare';
import { isError, typeError } from '../objects/errors';
import { Exc, type PyBaseException } from '../objects/exceptionTypes';
import { PyObject, type PyType, type Value } from '../objects/object';
import { defineType } from '../objects/typeObject';
import { decode } from '../objects/codecs';
import { PyBytes, PyTuple, strOf } from '../objects/values';
import { tokenStream } from '../syntax/tokenizeIter';
import { guestSyntaxError } from './compileSource';
import { nativeModule } from './registry';
import { givenType } from '../objects/typeNames';

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
  const { tokens, error } = tokenStream(readSource(t), t.extra);
  if (error !== null) t.failure = guestSyntaxError(error);
  return tokens.map(
    ({ type, text, line, col, endLine, endCol, lines }) =>
      new PyTuple([type, text, new PyTuple([line, col]), new PyTuple([endLine, endCol]), lines]),
  );
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
            throw typeError(`tokenizeriter() argument 'encoding' must be str, not ${givenType(encoding)}`);
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
