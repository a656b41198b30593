/**
 * Reads values in marshal's format, those of older versions included.
 *
 * Owns: the checks. Must not know: where the bytes come from (a source gives so many of them or raises EOFError).
 */
import { deserializeCode } from '../../bytecode/codeReader';
import { InternalError } from '../../base/internalError';
import { Ellipsis, None } from '../../objects/builtinTypes';
import { PyDict } from '../../objects/dict';
import { newError, typeError, valueError } from '../../objects/errors';
import { Exc, type PyBaseException } from '../../objects/exceptionTypes';
import { parseFloatText } from '../../objects/floatOps';
import { pyCodeOf } from '../../objects/function';
import { setAdd } from '../../objects/hashErrors';
import type { Value } from '../../objects/object';
import { decodeUtf8, latin1 } from '../../objects/utfCodecs';
import { newFrozenset, PyBytes, PyComplex, PyFloat, PyList, PySet, PySlice, PyTuple } from '../../objects/values';
import { FLAG_REF, MarshalType as T, MAX_DEPTH } from './format';

/** Gives exactly so many bytes; raises EOFError. */
export type ByteSource = (count: number) => Uint8Array;

const bad = (what: string): PyBaseException => valueError(`bad marshal data (${what})`);

export class MarshalReader {
  private readonly references: (Value | undefined)[] = [];
  private depth = 0;

  constructor(
    private readonly take: ByteSource,
    private readonly allowCode: boolean,
  ) {}

  /** The one value that was written. */
  root(): Value {
    return this.required('object');
  }

  private required(where: string): Value {
    const v = this.value();
    if (v === undefined) throw typeError(`NULL object in marshal data for ${where}`);
    return v;
  }

  private byte(): number {
    return this.take(1)[0];
  }

  private int32(): number {
    const b = this.take(4);
    return b[0] | (b[1] << 8) | (b[2] << 16) | (b[3] << 24);
  }

  private size(what: string): number {
    const n = this.int32();
    if (n < 0) throw bad(`${what} size out of range`);
    return n;
  }

  private float(): number {
    const b = this.take(8);
    return new DataView(b.buffer, b.byteOffset, 8).getFloat64(0, true);
  }

  private floatText(): number {
    const value = parseFloatText(latin1(this.take(this.byte())));
    if (value === undefined) throw bad('not a float');
    return value;
  }

  /** undefined: the mark that ends a dict. */
  private value(): Value | undefined {
    let code: number;
    try {
      code = this.byte();
    } catch (e) {
      if ((e as PyBaseException).cls === Exc.EOFError) throw newError('EOFError', 'EOF read where object expected');
      throw e;
    }
    if (this.depth >= MAX_DEPTH) throw valueError('recursion limit exceeded');
    this.depth++;
    const flagged = (code & FLAG_REF) !== 0;
    const type = code & ~FLAG_REF;
    const v = this.simple(type, flagged) ?? this.compound(type, flagged);
    this.depth--;
    return v;
  }

  private keep<V extends Value>(v: V, flagged: boolean): V {
    if (flagged) this.references.push(v);
    return v;
  }

  /** What has no parts; undefined for the rest. */
  private simple(type: number, flagged: boolean): Value | undefined {
    switch (type) {
      case T.NONE:
        return None;
      case T.STOP_ITERATION:
        return Exc.StopIteration;
      case T.ELLIPSIS:
        return Ellipsis;
      case T.FALSE:
        return false;
      case T.TRUE:
        return true;
      case T.INT:
        return this.keep(this.int32(), flagged);
      case T.INT64: {
        const b = this.take(8);
        return this.keep(integer(new DataView(b.buffer, b.byteOffset, 8).getBigInt64(0, true)), flagged);
      }
      case T.LONG:
        return this.keep(this.long(), flagged);
      case T.FLOAT:
        return this.keep(new PyFloat(this.floatText()), flagged);
      case T.BINARY_FLOAT:
        return this.keep(new PyFloat(this.float()), flagged);
      case T.COMPLEX:
        return this.keep(new PyComplex(this.floatText(), this.floatText()), flagged);
      case T.BINARY_COMPLEX:
        return this.keep(new PyComplex(this.float(), this.float()), flagged);
      case T.BYTES:
        return this.keep(new PyBytes(this.take(this.size('bytes object')).slice()), flagged);
      case T.ASCII:
      case T.ASCII_INTERNED:
        return this.keep(latin1(this.take(this.size('string'))), flagged);
      case T.SHORT_ASCII:
      case T.SHORT_ASCII_INTERNED:
        return this.keep(latin1(this.take(this.byte())), flagged);
      case T.INTERNED:
      case T.UNICODE:
        return this.keep(decodeUtf8(this.take(this.size('string')), 'surrogatepass').text, flagged);
      case T.REF: {
        const v = this.references[this.int32()];
        if (v === undefined) throw bad('invalid reference');
        return v;
      }
      default:
        return undefined;
    }
  }

  private long(): Value {
    const n = this.int32();
    if (n === -(2 ** 31)) throw bad('long size out of range');
    let value = 0n;
    let digit = 1;
    for (let i = 0n; i < BigInt(Math.abs(n)); i++) {
      const b = this.take(2);
      digit = b[0] | (b[1] << 8);
      if (digit > 0x7fff) throw bad('digit out of range in long');
      value |= BigInt(digit) << (15n * i);
    }
    if (digit === 0) throw bad('unnormalized long data');
    return integer(n < 0 ? -value : value);
  }

  private compound(type: number, flagged: boolean): Value | undefined {
    switch (type) {
      case T.NULL:
        return undefined;
      case T.TUPLE:
      case T.SMALL_TUPLE: {
        const count = type === T.TUPLE ? this.size('tuple') : this.byte();
        return this.reserved(flagged, () => new PyTuple(this.items(count, 'tuple')));
      }
      case T.LIST: {
        const count = this.size('list');
        const list = this.keep(new PyList([]), flagged);
        for (let i = 0; i < count; i++) list.items.push(this.required('list'));
        return list;
      }
      case T.DICT: {
        const dict = this.keep(new PyDict(), flagged);
        for (let key = this.value(); key !== undefined; key = this.value()) {
          const v = this.value();
          if (v === undefined) break;
          dict.set(key, v);
        }
        return dict;
      }
      case T.SET: {
        const count = this.size('set');
        const set = this.keep(new PySet(), flagged);
        for (let i = 0; i < count; i++) setAdd(set, this.required('set'));
        return set;
      }
      case T.FROZENSET: {
        const count = this.size('set');
        return this.reserved(flagged, () => newFrozenset(this.items(count, 'set')));
      }
      case T.SLICE:
        return this.reserved(flagged, () => {
          const [start, stop, step] = this.items(3, 'slice');
          return new PySlice(start, stop, step);
        });
      case T.CODE:
        return this.reserved(flagged, () => this.code());
      default:
        throw bad('unknown type code');
    }
  }

  /** What can't be referred to before all its parts are there. */
  private reserved<V extends Value>(flagged: boolean, read: () => V): V {
    const index = this.references.length;
    if (flagged) this.references.push(undefined);
    const v = read();
    if (flagged) this.references[index] = v;
    return v;
  }

  private items(count: number, where: string): Value[] {
    const items: Value[] = [];
    for (let i = 0; i < count; i++) items.push(this.required(where));
    return items;
  }

  private code(): Value {
    if (!this.allowCode) throw valueError('unmarshalling code objects is disallowed');
    const bytes = this.take(this.size('code object')).slice();
    try {
      return pyCodeOf(deserializeCode(bytes));
    } catch (e) {
      if (e instanceof InternalError || e instanceof RangeError || e instanceof TypeError)
        throw bad('code object of another interpreter');
      throw e;
    }
  }
}

function integer(value: bigint): Value {
  const n = Number(value);
  return Number.isSafeInteger(n) ? n : value;
}
