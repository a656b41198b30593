/**
 * `_io.StringIO`: a text stream in memory (CPython's stringio.c).
 */
import { instanceDict } from '../../objects/attributes';
import { bareType, None } from '../../objects/builtinTypes';
import { defGetSet, defMethod } from '../../objects/descriptors';
import { PyDict } from '../../objects/dict';
import { newError, typeError, valueError } from '../../objects/errors';
import { NativeSpec } from '../../objects/native';
import { typeOf, type PyType, type Value } from '../../objects/object';
import { repr } from '../../objects/text';
import { toIndex } from '../../objects/toIndex';
import { defNew, readyType } from '../../objects/typeObject';
import { PyTuple, strOf } from '../../objects/values';
import { advance, codePointLength, isNarrow } from './codePoints';
import { ioTypes, PyIOBase, sizeArg } from './ioBase';
import { findLineEnd, type NewlineMode } from './lineEnds';
import { NewlineState } from './newlineDecoder';

class PyStringIO extends PyIOBase {
  text = '';
  /** No surrogate pairs in `text`: positions are indices. */
  narrow = true;
  /** In code points. */
  pos = 0;
  ready = false;
  newline: string | undefined = '\n';
  lines: NewlineMode = { translate: false, universal: false, readnl: '\n' };
  writenl: string | undefined = undefined;
  decoder: NewlineState | undefined = undefined;

  check(): void {
    if (!this.ready) throw valueError('I/O operation on uninitialized object');
    if (this.ioClosed) throw valueError('I/O operation on closed file');
  }

  index(pos: number): number {
    return this.narrow ? Math.min(pos, this.text.length) : advance(this.text, 0, pos);
  }

  get length(): number {
    return this.narrow ? this.text.length : codePointLength(this.text);
  }

  setNewline(newline: string | undefined): void {
    this.newline = newline;
    const universal = newline === undefined || newline === '';
    this.lines = { translate: newline === undefined, universal, readnl: newline ?? '' };
    this.decoder = universal ? new NewlineState(newline === undefined) : undefined;
    this.writenl = newline === '\r' || newline === '\r\n' ? newline : undefined;
  }

  write(s: string): void {
    let out = this.decoder !== undefined ? this.decoder.feed(s, true) : s;
    if (this.writenl !== undefined) out = out.replaceAll('\n', this.writenl);
    if (out === '') return;
    if (this.narrow && !isNarrow(out)) this.narrow = false;
    const length = this.length;
    if (this.pos === length) this.text += out;
    else if (this.pos > length) this.text += '\0'.repeat(this.pos - length) + out;
    else {
      const from = this.index(this.pos);
      const to = advance(this.text, from, codePointLength(out));
      this.text = this.text.slice(0, from) + out + this.text.slice(to);
    }
    this.pos += this.narrow ? out.length : codePointLength(out);
  }

  read(n: number): string {
    const from = this.index(this.pos);
    const to =
      n < 0 ? this.text.length : this.narrow ? Math.min(this.text.length, from + n) : advance(this.text, from, n);
    const out = this.text.slice(from, to);
    if (out !== '') this.pos += this.narrow ? out.length : codePointLength(out);
    return out;
  }

  readLine(limit: number): string {
    const from = this.index(this.pos);
    const found = findLineEnd(this.text, from, this.lines, true);
    let to = found < 0 ? this.text.length : found;
    if (limit >= 0) to = Math.min(to, this.narrow ? from + limit : advance(this.text, from, limit));
    const out = this.text.slice(from, to);
    if (out !== '') this.pos += this.narrow ? out.length : codePointLength(out);
    return out;
  }
}

function init(self: PyStringIO, initial: Value, newlineIn: Value): Value {
  self.ready = false;
  let newline: string | undefined;
  if (newlineIn !== None) {
    newline = strOf(newlineIn);
    if (newline === undefined) throw typeError(`newline must be str or None, not ${typeOf(newlineIn).tpName}`);
    if (!['', '\n', '\r', '\r\n'].includes(newline)) throw valueError(`illegal newline value: ${repr(newline)}`);
  }
  if (initial !== None && strOf(initial) === undefined)
    throw typeError(`initial_value must be str or None, not ${typeOf(initial).tpName}`);
  self.setNewline(newline);
  self.text = '';
  self.narrow = true;
  self.pos = 0;
  self.ioClosed = false;
  self.ready = true;
  if (initial !== None) self.write(strOf(initial)!);
  self.pos = 0;
  return None;
}

function seek(self: PyStringIO, posIn: Value, whenceIn: Value): Value {
  self.check();
  const pos = Number(toIndex(posIn));
  const whence = Number(toIndex(whenceIn));
  if (whence < 0 || whence > 2) throw valueError(`Invalid whence (${whence}, should be 0, 1 or 2)`);
  if (whence === 0 && pos < 0) throw valueError(`Negative seek position ${pos}`);
  if (whence !== 0 && pos !== 0) throw newError('OSError', "Can't do nonzero cur-relative seeks");
  if (whence === 0) self.pos = pos;
  else if (whence === 2) self.pos = self.length;
  return self.pos;
}

function setState(self: PyStringIO, state: Value): Value {
  if (self.ioClosed) throw valueError('__setstate__ on closed file');
  if (!(state instanceof PyTuple) || state.items.length < 4)
    throw typeError(`${self.cls.tpName}.__setstate__ argument should be 4-tuple, got ${typeOf(state).tpName}`);
  const [text, newline, pos, dict] = state.items;
  init(self, text, newline);
  const s = strOf(text);
  if (s !== undefined) {
    // The value was translated when it was first written.
    self.text = s;
    self.narrow = isNarrow(s);
  }
  if (typeof pos !== 'number') throw typeError(`third item of state must be an integer, got ${typeOf(pos).tpName}`);
  if (pos < 0) throw valueError('position value cannot be negative');
  self.pos = pos;
  if (dict !== None) {
    if (!(dict instanceof PyDict))
      throw typeError(`fourth item of state should be a dict, got a ${typeOf(dict).tpName}`);
    instanceDict(self)!.update(dict);
  }
  return None;
}

/** Makes the type. */
export function installStringIO(): PyType {
  const t = bareType('_io.StringIO', ioTypes.textIOBase);
  t.doc = 'A text stream over a str in memory.';
  t.alloc = (cls) => new PyStringIO(cls);
  defNew(t, (cls) => new PyStringIO(cls));
  const spec = new NativeSpec("StringIO(self, initial_value='', newline='\\n')", init);
  t.tp_init = (self, args, kwnames) => {
    spec.call([self, ...args], kwnames);
  };
  for (const name of ['readable', 'writable', 'seekable'])
    defMethod(t, `${name}(self, /)`, (self: PyStringIO) => (self.check(), true));
  defMethod(t, 'getvalue(self, /)', (self: PyStringIO) => (self.check(), self.text));
  defMethod(t, 'tell(self, /)', (self: PyStringIO) => (self.check(), self.pos));
  defMethod(t, 'read(self, size=-1, /)', (self: PyStringIO, size: Value) => {
    self.check();
    return self.read(sizeArg(size));
  });
  defMethod(t, 'readline(self, size=-1, /)', (self: PyStringIO, size: Value) => {
    self.check();
    return self.readLine(sizeArg(size));
  });
  defMethod(t, 'write(self, s, /)', (self: PyStringIO, s: Value) => {
    self.check();
    const text = strOf(s);
    if (text === undefined) throw typeError(`string argument expected, got '${typeOf(s).tpName}'`);
    self.write(text);
    return codePointLength(text);
  });
  defMethod(t, 'seek(self, pos, whence=0, /)', seek);
  defMethod(t, 'truncate(self, pos=None, /)', (self: PyStringIO, size: Value) => {
    self.check();
    const n = size === None ? self.pos : Number(toIndex(size));
    if (n < 0) throw valueError(`Negative size value ${n}`);
    if (n < self.length) self.text = self.text.slice(0, self.index(n));
    return n;
  });
  defMethod(t, 'close(self, /)', (self: PyStringIO) => {
    self.ioClosed = true;
    self.text = '';
    return None;
  });
  defMethod(t, '__getstate__(self, /)', (self: PyStringIO) => {
    self.check();
    return new PyTuple([self.text, self.newline ?? None, self.pos, self.dict?.copy() ?? None]);
  });
  defMethod(t, '__setstate__(self, state, /)', setState);
  defGetSet(t, 'closed', (self: PyStringIO) => self.ioClosed);
  defGetSet(t, 'line_buffering', (self: PyStringIO) => (self.check(), false));
  defGetSet(t, 'newlines', (self: PyStringIO) => (self.check(), self.decoder?.newlines() ?? None));
  t.tp_iter = (self) => {
    (self as PyStringIO).check();
    return self;
  };
  t.tp_iternext = (self) => {
    const s = self as PyStringIO;
    if (s.cls !== t) return ioTypes.ioBase.tp_iternext!(self);
    s.check();
    const line = s.readLine(-1);
    return line === '' ? undefined : line;
  };
  t.tp_finalize = () => undefined;
  readyType(t);
  return t;
}
