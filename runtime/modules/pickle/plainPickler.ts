/**
 * Pickles of plain values: numbers, text, bytes, the built-in containers, and from protocol 4 classes, functions and instances
 * that only have attributes; byte for byte as CPython's _pickle.c writes them. Other objects are left to the library's
 * Python code.
 *
 * Owns: opcodes, memo and frames of protocols 2 to 5. Must not know: files, which classes are plain.
 */
import {
  bytearrayType,
  bytesType,
  dictType,
  floatType,
  frozensetType,
  listType,
  None,
  setType,
  tupleType,
} from '../../objects/builtinTypes';
import { PyDict } from '../../objects/dict';
import { PyFunction } from '../../objects/function';
import { PyBareInstance, PyInstance, PyType, type Value } from '../../objects/object';
import { intToBytes } from '../../objects/intBytes';
import { encodeUtf8 } from '../../objects/utfCodecs';
import { PyByteArray, PyBytes, PyFloat, PyList, PySet, PyTuple } from '../../objects/values';
import { elementList } from '../../objects/setOrder';
import { Op } from './opcodes';
import { globalName, isWrittenPlain, madeDictOf, plainAttributes } from './plainClasses';

const FRAME_HEADER = 9;
/** A frame is closed as soon as it has so many bytes; data of that size is written outside of frames. */
const FRAME_TARGET = 64 * 1024;
const FRAME_MIN = 4;
const BATCH = 1000;
/** Deeper values are left to the library's code, which knows the recursion limit. */
const MAX_DEPTH = 1000;

/** The value has a part that isn't plain. */
class NotPlain extends Error {}

/** What is to be written, in so many pieces; undefined where the value has a part that isn't plain. */
export function picklePlain(v: Value, protocol: number): Uint8Array[] | undefined {
  try {
    return new PlainPickler(protocol).dump(v);
  } catch (e) {
    if (e instanceof NotPlain) return undefined;
    throw e;
  }
}

class PlainPickler {
  private bytes = new Uint8Array(256);
  private view = new DataView(this.bytes.buffer);
  private length = 0;
  /** Where the open frame's header is. */
  private frame: number | null = null;
  private readonly framing: boolean;
  private readonly pieces: Uint8Array[] = [];
  /** What has been written, and an object for each dictionary of attributes that nobody else can have. */
  private readonly memo = new Map<object | string, number>();
  /** Classes of which it is known that their instances are written as their attributes. */
  private readonly classes = new Set<PyType>();

  constructor(private readonly protocol: number) {
    this.framing = protocol >= 4;
  }

  dump(v: Value): Uint8Array[] {
    this.reserve(2);
    this.bytes[this.length++] = Op.PROTO;
    this.bytes[this.length++] = this.protocol;
    this.save(v, 0);
    this.op(Op.STOP);
    this.closeFrame();
    this.flush();
    return this.pieces;
  }

  private flush(): void {
    if (this.length > 0) this.pieces.push(this.bytes.slice(0, this.length));
    this.length = 0;
  }

  private reserve(n: number): void {
    if (this.length + n <= this.bytes.length) return;
    const bytes = new Uint8Array(Math.max(this.bytes.length * 2, this.length + n));
    bytes.set(this.bytes.subarray(0, this.length));
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer);
  }

  /** Room for so many bytes of an opcode, in a frame. */
  private room(n: number): void {
    this.reserve(n + FRAME_HEADER);
    if (this.framing && this.frame === null) {
      this.frame = this.length;
      this.length += FRAME_HEADER;
    }
  }

  private closeFrame(): void {
    if (this.frame === null) return;
    const begin = this.frame + FRAME_HEADER;
    const size = this.length - begin;
    if (size >= FRAME_MIN) {
      this.bytes[this.frame] = Op.FRAME;
      this.view.setBigUint64(this.frame + 1, BigInt(size), true);
    } else {
      this.bytes.copyWithin(this.frame, begin, this.length);
      this.length -= FRAME_HEADER;
    }
    this.frame = null;
  }

  /** Before each value. */
  private boundary(): void {
    if (this.frame === null || this.length - this.frame - FRAME_HEADER < FRAME_TARGET) return;
    this.closeFrame();
    this.flush();
  }

  private op(code: number): void {
    this.room(1);
    this.bytes[this.length++] = code;
  }

  private op1(code: number, n: number): void {
    this.room(2);
    this.bytes[this.length++] = code;
    this.bytes[this.length++] = n;
  }

  private op4(code: number, n: number): void {
    this.room(5);
    this.bytes[this.length] = code;
    this.view.setInt32(this.length + 1, n | 0, true);
    this.length += 5;
  }

  private put(v: object | string): void {
    const i = this.memo.size;
    this.memo.set(v, i);
    if (this.protocol >= 4) this.op(Op.MEMOIZE);
    else if (i < 256) this.op1(Op.BINPUT, i);
    else this.op4(Op.LONG_BINPUT, i);
  }

  private get(i: number): void {
    if (i < 256) this.op1(Op.BINGET, i);
    else this.op4(Op.LONG_BINGET, i);
  }

  private save(v: Value, depth: number): void {
    this.boundary();
    switch (typeof v) {
      case 'boolean':
        this.op(v ? Op.NEWTRUE : Op.NEWFALSE);
        return;
      case 'number':
        if (v === (v | 0)) this.small(v);
        else this.long(v);
        return;
      case 'bigint':
        this.long(v);
        return;
    }
    if (v === None) {
      this.op(Op.NONE);
      return;
    }
    if (v instanceof PyFloat && v.cls === floatType) {
      this.room(9);
      this.bytes[this.length] = Op.BINFLOAT;
      this.view.setFloat64(this.length + 1, v.value);
      this.length += 9;
      return;
    }
    const known = this.memo.get(v);
    if (known !== undefined) this.get(known);
    else if (typeof v === 'string') this.text(v);
    else this.object(v, depth);
  }

  private object(v: Value, depth: number): void {
    if (depth > MAX_DEPTH) throw new NotPlain();
    if (v instanceof PyDict && v.cls === dictType) this.dict(v, depth + 1);
    else if (v instanceof PyList && v.cls === listType) this.list(v, depth + 1);
    else if (v instanceof PyTuple && v.cls === tupleType) this.tuple(v, depth + 1);
    else if (v instanceof PyBytes && v.cls === bytesType && this.protocol >= 3) this.binary(v);
    else if (v instanceof PySet && this.protocol >= 4) this.set(v, depth + 1);
    else if (v instanceof PyByteArray && v.cls === bytearrayType && this.protocol >= 5) this.array(v);
    else if (this.protocol >= 4) this.ofTheProgram(v, depth + 1);
    else throw new NotPlain();
  }

  private small(n: number): void {
    if (n >= 0 && n <= 0xff) this.op1(Op.BININT1, n);
    else if (n >= 0 && n <= 0xffff) {
      this.room(3);
      this.bytes[this.length] = Op.BININT2;
      this.view.setUint16(this.length + 1, n, true);
      this.length += 3;
    } else this.op4(Op.BININT, n);
  }

  private long(n: number | bigint): void {
    const big = BigInt(n);
    // With the sign: as many bytes as two's complement takes.
    const bits = (big < 0n ? -big - 1n : big).toString(2).length;
    const size = Math.floor(bits / 8) + 1;
    const data = intToBytes(n, size, true, true);
    if (size < 256) this.op1(Op.LONG1, size);
    else this.op4(Op.LONG4, size);
    this.raw(data);
  }

  private raw(data: Uint8Array): void {
    this.reserve(data.length);
    this.bytes.set(data, this.length);
    this.length += data.length;
  }

  /** Data after its size; much of it stands outside of frames, in a piece of its own. */
  private sized(short: number | null, code: number, data: Uint8Array, wide = false): void {
    if (data.length > 0x7fffffff) throw new NotPlain();
    const large = data.length >= FRAME_TARGET;
    if (large) {
      this.closeFrame();
      this.reserve(FRAME_HEADER);
    } else this.room(FRAME_HEADER);
    if (short !== null && data.length <= 0xff) {
      this.bytes[this.length++] = short;
      this.bytes[this.length++] = data.length;
    } else {
      this.bytes[this.length] = code;
      if (wide) this.view.setBigUint64(this.length + 1, BigInt(data.length), true);
      else this.view.setUint32(this.length + 1, data.length, true);
      this.length += wide ? 9 : 5;
    }
    if (large) {
      this.flush();
      this.pieces.push(data);
    } else this.raw(data);
  }

  private text(v: string): void {
    const short = this.protocol >= 4 ? Op.SHORT_BINUNICODE : null;
    if (v.length <= 40 && short !== null && isAscii(v)) {
      this.room(v.length + 2);
      this.bytes[this.length++] = short;
      this.bytes[this.length++] = v.length;
      for (let i = 0; i < v.length; i++) this.bytes[this.length++] = v.charCodeAt(i);
    } else this.sized(short, Op.BINUNICODE, encodeUtf8(v, 'surrogatepass'));
    this.put(v);
  }

  private binary(v: PyBytes): void {
    this.sized(Op.SHORT_BINBYTES, Op.BINBYTES, v.data);
    this.put(v);
  }

  private array(v: PyByteArray): void {
    this.sized(null, Op.BYTEARRAY8, v.data.slice(), true);
    this.put(v);
  }

  private list(v: PyList, depth: number): void {
    this.op(Op.EMPTY_LIST);
    this.put(v);
    const { items } = v;
    this.batches(items.length, Op.APPENDS, Op.APPEND, (i) => this.save(items[i], depth));
  }

  private dict(v: PyDict, depth: number): void {
    this.entries(v, v.entries(), depth);
  }

  /** A dictionary, or what stands for one that nobody else can have. */
  private entries(v: object, entries: readonly (readonly [Value, Value])[], depth: number): void {
    this.op(Op.EMPTY_DICT);
    this.put(v);
    this.batches(entries.length, Op.SETITEMS, Op.SETITEM, (i) => {
      this.save(entries[i][0], depth);
      this.save(entries[i][1], depth);
    });
    this.emptyBatch(entries.length, Op.SETITEMS);
  }

  private ofTheProgram(v: Value, depth: number): void {
    if (v instanceof PyInstance || v instanceof PyBareInstance) this.instance(v, depth);
    else if (v instanceof PyType || v instanceof PyFunction) this.global(v, depth);
    else throw new NotPlain();
  }

  private instance(v: PyInstance | PyBareInstance, depth: number): void {
    const { cls } = v;
    if (!this.classes.has(cls)) {
      if (!isWrittenPlain(cls)) throw new NotPlain();
      this.classes.add(cls);
    }
    const attributes = plainAttributes(v);
    if (attributes === undefined) throw new NotPlain();
    this.save(cls, depth);
    this.boundary();
    this.op(Op.EMPTY_TUPLE);
    this.op(Op.NEWOBJ);
    this.put(v);
    if (attributes.length === 0) return;
    this.boundary();
    const dict = madeDictOf(v);
    const known = dict === undefined ? undefined : this.memo.get(dict);
    if (known === undefined) this.entries(dict ?? {}, attributes, depth);
    else this.get(known);
    this.op(Op.BUILD);
  }

  private global(v: PyType | PyFunction, depth: number): void {
    const found = globalName(v);
    if (found === undefined) throw new NotPlain();
    this.save(found.module, depth);
    this.save(found.name, depth);
    this.op(Op.STACK_GLOBAL);
    this.put(v);
  }

  /** One alone goes without a mark, unless it is left over after full batches. */
  private batches(n: number, several: number, one: number, save: (i: number) => void): void {
    if (n === 1) {
      save(0);
      this.op(one);
      return;
    }
    for (let i = 0; i < n; i += BATCH) {
      const end = Math.min(n, i + BATCH);
      this.op(Op.MARK);
      for (let k = i; k < end; k++) save(k);
      this.op(several);
    }
  }

  /** CPython learns after a full batch that nothing follows. */
  private emptyBatch(n: number, several: number): void {
    if (n === 0 || n % BATCH !== 0) return;
    this.op(Op.MARK);
    this.op(several);
  }

  private tuple(v: PyTuple, depth: number): void {
    const { items } = v;
    if (items.length === 0) {
      this.op(Op.EMPTY_TUPLE);
      return;
    }
    const small = items.length <= 3;
    if (!small) this.op(Op.MARK);
    for (const item of items) this.save(item, depth);
    const own = this.memo.get(v);
    if (own === undefined) {
      this.op(small ? Op.TUPLE1 + items.length - 1 : Op.TUPLE);
      this.put(v);
      return;
    }
    // It contains itself: its parts have saved it.
    if (small) for (const _ of items) this.op(Op.POP);
    else this.op(Op.POP_MARK);
    this.get(own);
  }

  private set(v: PySet, depth: number): void {
    const items = elementList(v);
    if (v.cls === setType) {
      this.op(Op.EMPTY_SET);
      this.put(v);
      for (let i = 0; i < items.length; i += BATCH) {
        this.op(Op.MARK);
        for (const item of items.slice(i, i + BATCH)) this.save(item, depth);
        this.op(Op.ADDITEMS);
      }
      this.emptyBatch(items.length, Op.ADDITEMS);
      return;
    }
    if (v.cls !== frozensetType) throw new NotPlain();
    this.op(Op.MARK);
    for (const item of items) this.save(item, depth);
    const own = this.memo.get(v);
    if (own !== undefined) {
      this.op(Op.POP_MARK);
      this.get(own);
      return;
    }
    this.op(Op.FROZENSET);
    this.put(v);
  }
}

function isAscii(s: string): boolean {
  for (let i = 0; i < s.length; i++) if (s.charCodeAt(i) > 0x7f) return false;
  return true;
}
