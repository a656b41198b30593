/**
 * Writes values in marshal's format.
 *
 * Owns: which objects become references. DIFFERS: CPython marks what more than one reference leads to at the moment;
 * here an object is marked when it occurs twice in what is written, so the bytes depend on the value alone. A code object
 * is written as in our own code cache.
 * Must not know: files.
 */
import { serializeCode } from '../../bytecode/codeWriter';
import { Ellipsis, None } from '../../objects/builtinTypes';
import { dictType, frozensetType, listType, setType, tupleType } from '../../objects/builtinTypes';
import { PyDict } from '../../objects/dict';
import { valueError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { floatRepr } from '../../objects/floatText';
import { PyCode } from '../../objects/function';
import { PyObject, type Value } from '../../objects/object';
import { encodeUtf8 } from '../../objects/utfCodecs';
import { PyBytes, PyComplex, PyFloat, PyList, PySet, PySlice, PyTuple } from '../../objects/values';
import { bufferOf } from '../buffers';
import { FLAG_REF, MarshalType as T, MAX_DEPTH } from './format';
import { elementList } from '../../objects/setOrder';

/** What refers to other values and is written by its exact type. */
function childrenOf(v: Value): readonly Value[] | null {
  if (v instanceof PyTuple && v.cls === tupleType) return v.items;
  if (v instanceof PyList && v.cls === listType) return v.items;
  if (v instanceof PyDict && v.cls === dictType) return v.entries().flat();
  if (v instanceof PySet && (v.cls === setType || v.cls === frozensetType)) return elementList(v);
  if (v instanceof PySlice) return [v.start, v.stop, v.step];
  return null;
}

const canBeShared = (v: Value): boolean =>
  typeof v === 'string' || typeof v === 'bigint' || (v instanceof PyObject && v !== None && v !== Ellipsis);

/** The values that occur more than once. */
function sharedIn(root: Value): Set<Value> {
  const seen = new Set<Value>();
  const shared = new Set<Value>();
  const work: Value[] = [root];
  for (let v = work.pop(); v !== undefined; v = work.pop()) {
    if (!canBeShared(v)) continue;
    if (seen.has(v)) {
      shared.add(v);
      continue;
    }
    seen.add(v);
    for (const child of childrenOf(v) ?? []) work.push(child);
  }
  return shared;
}

export function marshalDump(root: Value, version: number, allowCode: boolean): Uint8Array {
  const writer = new Writer(version, allowCode, version >= 3 ? sharedIn(root) : new Set());
  writer.value(root, 0);
  return writer.finish();
}

class Writer {
  private bytes = new Uint8Array(64);
  private length = 0;
  private readonly references = new Map<Value, number>();

  constructor(
    private readonly version: number,
    private readonly allowCode: boolean,
    private readonly shared: Set<Value>,
  ) {}

  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  private byte(value: number): void {
    if (this.length === this.bytes.length) this.grow(1);
    this.bytes[this.length++] = value;
  }

  private raw(data: Uint8Array): void {
    if (this.length + data.length > this.bytes.length) this.grow(data.length);
    this.bytes.set(data, this.length);
    this.length += data.length;
  }

  private grow(by: number): void {
    const bytes = new Uint8Array(Math.max(this.bytes.length * 2, this.length + by));
    bytes.set(this.bytes.subarray(0, this.length));
    this.bytes = bytes;
  }

  private short(value: number): void {
    this.byte(value & 255);
    this.byte((value >> 8) & 255);
  }

  private int32(value: number): void {
    this.short(value & 0xffff);
    this.short((value >> 16) & 0xffff);
  }

  private float(value: number): void {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setFloat64(0, value, true);
    this.raw(bytes);
  }

  private sized(data: Uint8Array): void {
    this.int32(data.length);
    this.raw(data);
  }

  value(v: Value, depth: number): void {
    if (depth >= MAX_DEPTH) throw valueError('object too deeply nested to marshal');
    if (v === None) this.byte(T.NONE);
    else if (v === Ellipsis) this.byte(T.ELLIPSIS);
    else if (typeof v === 'boolean') this.byte(v ? T.TRUE : T.FALSE);
    else if (v === Exc.StopIteration) this.byte(T.STOP_ITERATION);
    else if (typeof v === 'number' && v === (v | 0)) {
      this.byte(T.INT);
      this.int32(v);
    } else this.shareable(v, depth);
  }

  private shareable(v: Value, depth: number): void {
    const known = this.references.get(v);
    if (known !== undefined) {
      this.byte(T.REF);
      this.int32(known);
      return;
    }
    let flag = 0;
    if (this.shared.has(v)) {
      flag = FLAG_REF;
      this.references.set(v, this.references.size);
    }
    if (typeof v === 'number' || typeof v === 'bigint') this.long(BigInt(v), flag);
    else if (typeof v === 'string') this.text(v, flag);
    else if (v instanceof PyFloat && v.cls.name === 'float') this.floatObject(v.value, flag);
    else if (v instanceof PyComplex && v.cls.name === 'complex') this.complexObject(v, flag);
    else if (v instanceof PyBytes && v.cls.name === 'bytes') {
      this.byte(T.BYTES | flag);
      this.sized(v.data);
    } else if (v instanceof PyCode) this.code(v, flag);
    else if (!this.container(v, flag, depth)) this.buffer(v, flag);
  }

  private long(value: bigint, flag: number): void {
    this.byte(T.LONG | flag);
    const digits: number[] = [];
    for (let rest = value < 0n ? -value : value; rest > 0n; rest >>= 15n) digits.push(Number(rest & 0x7fffn));
    this.int32(value < 0n ? -digits.length : digits.length);
    for (const digit of digits) this.short(digit);
  }

  private text(v: string, flag: number): void {
    const bytes = encodeUtf8(v, 'surrogatepass');
    const ascii = bytes.length === v.length && this.version >= 4;
    if (ascii && v.length < 256) {
      this.byte(T.SHORT_ASCII | flag);
      this.byte(v.length);
      this.raw(bytes);
      return;
    }
    this.byte((ascii ? T.ASCII : T.UNICODE) | flag);
    this.sized(bytes);
  }

  private floatText(value: number): void {
    const text = new TextEncoder().encode(floatRepr(value));
    this.byte(text.length);
    this.raw(text);
  }

  private floatObject(value: number, flag: number): void {
    this.byte((this.version > 1 ? T.BINARY_FLOAT : T.FLOAT) | flag);
    if (this.version > 1) this.float(value);
    else this.floatText(value);
  }

  private complexObject(v: PyComplex, flag: number): void {
    this.byte((this.version > 1 ? T.BINARY_COMPLEX : T.COMPLEX) | flag);
    for (const part of [v.real, v.imag]) {
      if (this.version > 1) this.float(part);
      else this.floatText(part);
    }
  }

  private code(v: PyCode, flag: number): void {
    if (!this.allowCode) throw valueError('marshalling code objects is disallowed');
    this.byte(T.CODE | flag);
    this.sized(serializeCode(v.code));
  }

  /** False for what isn't one. */
  private container(v: Value, flag: number, depth: number): boolean {
    const children = childrenOf(v);
    if (children === null) return false;
    if (v instanceof PySlice) {
      if (this.version < 5) throw unmarshallable();
      this.byte(T.SLICE | flag);
    } else if (v instanceof PyDict) {
      this.byte(T.DICT | flag);
    } else if (v instanceof PyTuple && this.version >= 4 && children.length < 256) {
      this.byte(T.SMALL_TUPLE | flag);
      this.byte(children.length);
    } else {
      const frozen = v instanceof PySet && v.cls === frozensetType;
      this.byte((v instanceof PyTuple ? T.TUPLE : v instanceof PyList ? T.LIST : frozen ? T.FROZENSET : T.SET) | flag);
      this.int32(children.length);
    }
    for (const child of v instanceof PySet ? this.ordered(children) : children) this.value(child, depth + 1);
    if (v instanceof PyDict) this.byte(T.NULL);
    return true;
  }

  /** A set's elements in the order of what they are written as, so that equal sets are written alike. */
  private ordered(elements: readonly Value[]): Value[] {
    const rows = elements.map((v) => ({ v, bytes: marshalDump(v, this.version, this.allowCode) }));
    return rows.sort((a, b) => compareBytes(a.bytes, b.bytes)).map((row) => row.v);
  }

  private buffer(v: Value, flag: number): void {
    const data = bufferOf(v);
    if (data === undefined || v instanceof PyBytes) throw unmarshallable();
    this.byte(T.BYTES | flag);
    this.sized(data);
  }
}

const unmarshallable = () => valueError('unmarshallable object');

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const end = Math.min(a.length, b.length);
  for (let i = 0; i < end; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}
