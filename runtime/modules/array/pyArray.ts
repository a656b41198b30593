/**
 * The object of the module array: its items, packed as C's.
 *
 * Owns: storage, resizing, CPython's words for what doesn't fit. Must not know: the Python methods.
 */
import { newError, overflowError, typeError, valueError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { toDouble } from '../../objects/numbers';
import { PyObject, typeOf, type PyType, type Value } from '../../objects/object';
import { packCode, unpackCode, type Code, type PackErrors } from '../../objects/structCodes';
import { codePoints } from '../../objects/strOps';
import { indexOrUndefined, toIndex } from '../../objects/toIndex';
import { PyFloat, strOf } from '../../objects/values';

const plainErrors: PackErrors = { error: Exc.OverflowError, range: () => '', notInt: '', notChar: '', infinite: true };

export const TYPECODES = 'bBuwhHiIlLqQfd';

/** The type array.array, which the module makes. */
export const arrayClass = { type: undefined as unknown as PyType };

export const wideChar: Code = { size: 4, align: 4, kind: 'unsigned' };

const names: Record<string, string> = {
  b: 'signed char',
  B: 'unsigned byte integer',
  h: 'signed short integer',
  H: 'unsigned short',
  I: 'unsigned int',
  L: 'unsigned int',
};

/** CPython words each type's overflow in its own way. */
function overflow(letter: string, v: Value): Error {
  const n = toIndex(v);
  const max = n > 0;
  switch (letter) {
    case 'b':
    case 'B':
    case 'h':
    case 'H':
      return asError(overflowError(`${names[letter]} is ${max ? 'greater than maximum' : 'less than minimum'}`));
    case 'i':
      if (BigInt(n) === BigInt.asIntN(64, BigInt(n)))
        return asError(overflowError(`signed integer is ${max ? 'greater than maximum' : 'less than minimum'}`));
      return asError(overflowError('Python int too large to convert to C long'));
    case 'I':
    case 'L':
      if (n < 0) return asError(overflowError("can't convert negative value to unsigned int"));
      return asError(
        overflowError(
          letter === 'I' && n < 2n ** 64n
            ? 'unsigned int is greater than maximum'
            : 'Python int too large to convert to C unsigned long',
        ),
      );
    case 'l':
      return asError(overflowError('Python int too large to convert to C long'));
    case 'Q':
      return asError(overflowError(n < 0 ? "can't convert negative int to unsigned" : 'int too big to convert'));
  }
  return asError(overflowError('int too big to convert'));
}

const asError = (e: unknown): Error => e as Error;

export class PyArray extends PyObject {
  data: Uint8Array = new Uint8Array(0);
  exports = 0;
  constructor(
    cls: PyType,
    readonly letter: string,
    readonly code: Code,
  ) {
    super(cls);
  }

  get length(): number {
    return this.data.length / this.code.size;
  }

  get isText(): boolean {
    return this.letter === 'u' || this.letter === 'w';
  }

  get(i: number): Value {
    const v = unpackCode(this.code, this.data, i * this.code.size, true);
    if (!this.isText) return v;
    if ((v as number) > 0x10ffff) throw valueError('chr() arg not in range(0x110000)');
    return String.fromCodePoint(v as number);
  }

  set(i: number, v: Value): void {
    const at = i * this.code.size;
    if (this.isText) {
      const s = strOf(v);
      if (s === undefined) throw typeError(`array item must be a unicode character, not ${typeOf(v).tpName}`);
      const chars = codePoints(s);
      if (chars.length !== 1)
        throw typeError(`array item must be a string of length 1, not a string of length ${chars.length}`);
      packCode('I', wideChar, this.data, at, chars[0].codePointAt(0)!, true, plainErrors);
      return;
    }
    if (this.code.kind === 'float') {
      const x = v instanceof PyFloat ? v : new PyFloat(toDouble(v));
      packCode(this.letter, this.code, this.data, at, x, true, plainErrors);
      return;
    }
    const n = indexOrUndefined(v);
    if (n === undefined) throw typeError(`'${typeOf(v).tpName}' object cannot be interpreted as an integer`);
    try {
      packCode(this.letter, this.code, this.data, at, n, true, plainErrors);
    } catch {
      throw overflow(this.letter, n);
    }
  }

  resize(length: number): void {
    const size = length * this.code.size;
    if (size === this.data.length) return;
    if (this.exports > 0) throw newError(Exc.BufferError, 'cannot resize an array that is exporting buffers');
    const { data } = this;
    if (size <= data.buffer.byteLength) {
      this.data = new Uint8Array(data.buffer, 0, size);
      return;
    }
    const grown = new Uint8Array(size + (size >> 3) + 32);
    grown.set(data);
    this.data = grown.subarray(0, size);
  }

  /** Replaces items start..stop by raw bytes. */
  splice(start: number, stop: number, by: Uint8Array): void {
    const { size } = this.code;
    const insert = by.buffer === this.data.buffer ? by.slice() : by;
    const tail = this.data.slice(stop * size);
    const length = start * size + insert.length + tail.length;
    this.resize(length / size);
    this.data.set(insert, start * size);
    this.data.set(tail, start * size + insert.length);
  }

  append(v: Value): void {
    const n = this.length;
    this.resize(n + 1);
    try {
      this.set(n, v);
    } catch (e) {
      this.resize(n);
      throw e;
    }
  }

  like(data: Uint8Array): PyArray {
    const a = new PyArray(arrayClass.type, this.letter, this.code);
    a.data = data;
    return a;
  }
}
