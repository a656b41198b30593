/**
 * `_io.IncrementalNewlineDecoder`: translating line ends across chunks, around another decoder or none.
 */
import { bareType, None } from '../../objects/builtinTypes';
import { isTrue } from '../../objects/compare';
import { defGetSet, defMethod } from '../../objects/descriptors';
import { typeError, valueError } from '../../objects/errors';
import { callMethod } from '../../objects/attributes';
import { NativeSpec } from '../../objects/native';
import { PyObject, typeOf, type PyType, type Value } from '../../objects/object';
import { defNew, readyType } from '../../objects/typeObject';
import { PyBytes, PyTuple, intOf, strOf } from '../../objects/values';
import { bufferOf } from '../buffers';
import type { DecoderState, StreamDecoder } from './textCodec';

const LF = 1;
const CR = 2;
const CRLF = 4;

/** The translation itself. */
export class NewlineState {
  pendingCR = false;
  seen = 0;
  constructor(readonly translate: boolean) {}

  feed(input: string, final: boolean): string {
    let text = input;
    if (this.pendingCR && (text.length > 0 || final)) {
      text = `\r${text}`;
      this.pendingCR = false;
    }
    if (text.endsWith('\r') && !final) {
      text = text.slice(0, -1);
      this.pendingCR = true;
    }
    if (text.includes('\r')) {
      if (text.includes('\r\n')) this.seen |= CRLF;
      if (/\r(?!\n)/.test(text)) this.seen |= CR;
      if (/(?<!\r)\n/.test(text)) this.seen |= LF;
      return this.translate ? text.replace(/\r\n?/g, '\n') : text;
    }
    if (text.includes('\n')) this.seen |= LF;
    return text;
  }

  newlines(): Value {
    const kinds: Value[] = [];
    if (this.seen & CR) kinds.push('\r');
    if (this.seen & LF) kinds.push('\n');
    if (this.seen & CRLF) kinds.push('\r\n');
    return kinds.length === 0 ? None : kinds.length === 1 ? kinds[0] : new PyTuple(kinds);
  }
}

/** A stream decoder with newline translation on top. */
export class NewlineStreamDecoder implements StreamDecoder {
  readonly lines: NewlineState;
  constructor(
    private readonly inner: StreamDecoder,
    translate: boolean,
  ) {
    this.lines = new NewlineState(translate);
  }

  decode(data: Uint8Array, final: boolean): string {
    return this.lines.feed(this.inner.decode(data, final), final);
  }

  getState(): DecoderState {
    const [buffer, flags] = this.inner.getState();
    const low = this.lines.pendingCR ? 1 : 0;
    return [buffer, typeof flags === 'bigint' ? flags * 2n + BigInt(low) : flags * 2 + low];
  }

  setState([buffer, flags]: DecoderState): void {
    this.lines.pendingCR = (BigInt(flags) & 1n) !== 0n;
    this.inner.setState([buffer, typeof flags === 'bigint' ? flags >> 1n : Math.floor(flags / 2)]);
  }

  reset(): void {
    this.lines.seen = 0;
    this.lines.pendingCR = false;
    this.inner.reset();
  }
}

class PyNewlineDecoder extends PyObject {
  decoder: Value | undefined = undefined;
  state = new NewlineState(false);

  inner(): Value {
    if (this.decoder === undefined) throw valueError('IncrementalNewlineDecoder.__init__() not called');
    return this.decoder;
  }
}

function decode(self: PyNewlineDecoder, input: Value, final: Value): Value {
  const inner = self.inner();
  const output = inner === None ? input : callMethod(inner, 'decode', [input, isTrue(final)]);
  const text = strOf(output);
  if (text === undefined) throw typeError(`decoder should return a string result, not '${typeOf(output).tpName}'`);
  return self.state.feed(text, isTrue(final));
}

/** Makes the type. */
export function installNewlineDecoder(): PyType {
  const t = bareType('_io.IncrementalNewlineDecoder');
  t.doc = 'A decoder that also turns \\r and \\r\\n into \\n and remembers which it saw.';
  t.alloc = (cls) => new PyNewlineDecoder(cls);
  defNew(t, (cls) => new PyNewlineDecoder(cls));
  const spec = new NativeSpec(
    "IncrementalNewlineDecoder(self, decoder, translate, errors='strict')",
    (self: PyNewlineDecoder, decoder: Value, translate: Value) => {
      self.decoder = decoder;
      self.state = new NewlineState(isTrue(translate));
      return None;
    },
  );
  t.tp_init = (self, args, kwnames) => {
    spec.call([self, ...args], kwnames);
  };
  defMethod(t, 'decode(self, input, final=False)', decode);
  defMethod(t, 'getstate(self, /)', (self: PyNewlineDecoder) => {
    const inner = self.inner();
    let buffer: Value = new PyBytes(new Uint8Array(0));
    let flags = 0n;
    if (inner !== None) {
      const state = callMethod(inner, 'getstate');
      if (!(state instanceof PyTuple) || state.items.length !== 2 || bufferOf(state.items[0]) === undefined)
        throw typeError('illegal decoder state');
      buffer = state.items[0];
      flags = BigInt(intOf(state.items[1]) ?? 0);
    }
    const n = flags * 2n + (self.state.pendingCR ? 1n : 0n);
    return new PyTuple([buffer, n <= 9007199254740991n ? Number(n) : n]);
  });
  defMethod(t, 'setstate(self, state, /)', (self: PyNewlineDecoder, state: Value) => {
    const inner = self.inner();
    if (!(state instanceof PyTuple)) throw typeError('state argument must be a tuple');
    if (state.items.length !== 2) throw typeError('setstate(): illegal state argument');
    const flags = BigInt(intOf(state.items[1]) ?? 0);
    self.state.pendingCR = (flags & 1n) !== 0n;
    if (inner !== None) callMethod(inner, 'setstate', [new PyTuple([state.items[0], Number(flags >> 1n)])]);
    return None;
  });
  defMethod(t, 'reset(self, /)', (self: PyNewlineDecoder) => {
    const inner = self.inner();
    self.state.seen = 0;
    self.state.pendingCR = false;
    if (inner !== None) callMethod(inner, 'reset');
    return None;
  });
  defGetSet(t, 'newlines', (self: PyNewlineDecoder) => (self.inner(), self.state.newlines()));
  readyType(t);
  return t;
}
