/**
 * Reads pickles of plain values: numbers, text, bytes and the built-in containers, of all protocols; with the opcodes of
 * protocol 4 also what modules have that are there, and instances that only have attributes. Whatever else is in a pickle, or
 * wrong with it, is left to the library's Python code, which then begins anew: until the end nothing has been done that shows.
 *
 * Owns: stack, marks and memo. Must not know: files, which classes are plain, errors.
 */
import { None } from '../../objects/builtinTypes';
import { PyDict } from '../../objects/dict';
import { PyFunction } from '../../objects/function';
import { dictSet, setAdd } from '../../objects/hashErrors';
import { bytesToInt } from '../../objects/intBytes';
import { PyType, type Value } from '../../objects/object';
import { allocate } from '../../objects/typeObject';
import { decodeUtf8 } from '../../objects/utfCodecs';
import { newFrozenset, PyByteArray, PyBytes, PyFloat, PyList, PySet, PyTuple } from '../../objects/values';
import { Op } from './opcodes';
import { isReadPlain, lookUpGlobal, setPlainAttribute } from './plainClasses';
import { floatOfLine, intOfLine, latin1Text, longOfLine, numberOfLine, stringOfLine, textOfLine } from './textLines';

const HIGHEST_PROTOCOL = 5;

/** The pickle has a part that isn't plain, or isn't well formed. */
class NotPlain extends Error {}

/** The data ends before the pickle does. */
class Truncated extends NotPlain {}

/** So many numbers of a memo may be passed over at once. */
const LARGEST_GAP = 1000;

const NEWLINE = 0x0a;

/** Undefined stands for what isn't as it usually is. */
function known<T>(v: T | undefined): T {
  if (v === undefined) throw new NotPlain();
  return v;
}

export interface Unpickled {
  value: Value;
  /** Where the pickle ends. */
  end: number;
}

/** The encodings in which the strings of Python 2 are read here; of the others only what is ASCII. */
export const plainEncodings: ReadonlySet<string> = new Set(['ASCII', 'latin1', 'bytes']);

/** What is pickled; undefined where that is left to the library's code, 'truncated' where more data is needed to tell. */
export function unpicklePlain(data: Uint8Array, encoding: string): Unpickled | 'truncated' | undefined {
  try {
    const unpickler = new PlainUnpickler(data, encoding);
    return { value: unpickler.load(), end: unpickler.at };
  } catch (e) {
    // Whatever it is (a key without a hash, text that is none): the library's code comes upon it, too, and tells of it.
    return e instanceof Truncated ? 'truncated' : undefined;
  }
}

class PlainUnpickler {
  at = 0;
  private readonly view: DataView;
  private stack: Value[] = [];
  /** The stacks below the marks. */
  private readonly below: Value[][] = [];
  private readonly memo: (Value | undefined)[] = [];
  /** The memo has entries that were passed over, as after pickletools.optimize. */
  private hasGaps = false;

  /** Classes of which it is known that none of the program's code makes their instances. */
  private readonly classes = new Set<PyType>();

  constructor(
    private readonly data: Uint8Array,
    private readonly encoding: string,
  ) {
    this.view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  }

  load(): Value {
    for (;;) {
      const op = this.byte();
      if (op === Op.STOP) return this.pop();
      this.step(op);
    }
  }

  private step(op: number): void {
    switch (op) {
      case Op.PROTO:
        if (this.byte() > HIGHEST_PROTOCOL) throw new NotPlain();
        return;
      case Op.FRAME:
        if (this.long() > this.data.length - this.at) throw new Truncated();
        return;
      case Op.MARK:
        this.below.push(this.stack);
        this.stack = [];
        return;
      case Op.MEMOIZE:
        if (this.hasGaps) throw new NotPlain();
        this.memo.push(this.top());
        return;
      case Op.BINPUT:
        this.put(this.byte());
        return;
      case Op.LONG_BINPUT:
        this.put(this.word());
        return;
      case Op.PUT:
        this.put(known(numberOfLine(this.line())));
        return;
      case Op.POP:
        if (this.stack.length > 0) this.pop();
        else this.popMark();
        return;
      case Op.POP_MARK:
        this.popMark();
        return;
      case Op.APPEND:
        this.append([this.pop()]);
        return;
      case Op.APPENDS:
        this.append(this.popMark());
        return;
      case Op.SETITEM: {
        const v = this.pop();
        this.setItems([this.pop(), v]);
        return;
      }
      case Op.SETITEMS:
        this.setItems(this.popMark());
        return;
      case Op.ADDITEMS:
        this.addItems(this.popMark());
        return;
      case Op.BUILD:
        this.build(this.pop());
        return;
      default: {
        // Taking what is above a mark changes the stack.
        const v = this.value(op);
        this.stack.push(v);
      }
    }
  }

  /** What an opcode puts on the stack. */
  private value(op: number): Value {
    switch (op) {
      case Op.NONE:
        return None;
      case Op.NEWTRUE:
        return true;
      case Op.NEWFALSE:
        return false;
      case Op.BININT:
        return this.word() | 0;
      case Op.BININT1:
        return this.byte();
      case Op.BININT2:
        return this.byte() | (this.byte() << 8);
      case Op.LONG1:
        return bytesToInt(this.take(this.byte()), true, true);
      case Op.LONG4:
        return bytesToInt(this.take(this.word()), true, true);
      case Op.BINFLOAT:
        return new PyFloat(this.view.getFloat64(this.skip(8)));
      case Op.SHORT_BINUNICODE:
        return this.text(this.byte());
      case Op.BINUNICODE:
        return this.text(this.word());
      case Op.BINUNICODE8:
        return this.text(this.long());
      case Op.SHORT_BINBYTES:
        return new PyBytes(this.take(this.byte()).slice());
      case Op.BINBYTES:
        return new PyBytes(this.take(this.word()).slice());
      case Op.BINBYTES8:
        return new PyBytes(this.take(this.long()).slice());
      case Op.BYTEARRAY8:
        return new PyByteArray(this.take(this.long()).slice());
      case Op.EMPTY_LIST:
        return new PyList([]);
      case Op.EMPTY_DICT:
        return new PyDict();
      case Op.EMPTY_SET:
        return new PySet();
      case Op.EMPTY_TUPLE:
        return new PyTuple([]);
      case Op.TUPLE1:
        return new PyTuple(this.popSome(1));
      case Op.TUPLE2:
        return new PyTuple(this.popSome(2));
      case Op.TUPLE3:
        return new PyTuple(this.popSome(3));
      case Op.TUPLE:
        return new PyTuple(this.popMark());
      case Op.FROZENSET:
        return newFrozenset(this.popMark());
      case Op.BINGET:
        return this.get(this.byte());
      case Op.LONG_BINGET:
        return this.get(this.word());
      case Op.STACK_GLOBAL: {
        const name = this.pop();
        return this.global(this.pop(), name);
      }
      case Op.NEWOBJ: {
        const args = this.pop();
        return this.newObject(this.pop(), args);
      }
      default:
        return this.ofProtocol0(op);
    }
  }

  private global(module: Value, name: Value): Value {
    if (typeof module !== 'string' || typeof name !== 'string') throw new NotPlain();
    const v = lookUpGlobal(module, name);
    if (!(v instanceof PyType || v instanceof PyFunction)) throw new NotPlain();
    return v;
  }

  private newObject(cls: Value, args: Value): Value {
    if (!(cls instanceof PyType && args instanceof PyTuple && args.items.length === 0)) throw new NotPlain();
    if (!this.classes.has(cls)) {
      if (!isReadPlain(cls)) throw new NotPlain();
      this.classes.add(cls);
    }
    return allocate(cls);
  }

  /** The attributes of an instance that has been made here. */
  private build(state: Value): void {
    const made = this.top();
    if (typeof made !== 'object' || !this.classes.has(made.cls)) throw new NotPlain();
    if (!(state instanceof PyDict)) throw new NotPlain();
    for (const [name, v] of state.entries())
      if (typeof name !== 'string' || !setPlainAttribute(made, name, v)) throw new NotPlain();
  }

  /** What an opcode puts on the stack that came with the first protocols, most of them as a line of text. */
  private ofProtocol0(op: number): Value {
    switch (op) {
      case Op.INT:
        return known(intOfLine(this.line()));
      case Op.LONG:
        return known(longOfLine(this.line()));
      case Op.FLOAT:
        return known(floatOfLine(this.line()));
      case Op.UNICODE:
        return textOfLine(this.line());
      case Op.STRING:
        return this.decoded(known(stringOfLine(this.line())));
      case Op.BINSTRING:
        return this.decoded(this.take(this.word()));
      case Op.SHORT_BINSTRING:
        return this.decoded(this.take(this.byte()));
      case Op.GET:
        return this.get(known(numberOfLine(this.line())));
      case Op.LIST:
        return new PyList(this.popMark());
      case Op.DICT: {
        const dict = new PyDict();
        this.fill(dict, this.popMark());
        return dict;
      }
      case Op.DUP:
        return this.top();
      default:
        throw new NotPlain();
    }
  }

  private append(items: readonly Value[]): void {
    const list = this.top();
    if (!(list instanceof PyList)) throw new NotPlain();
    for (const item of items) list.items.push(item);
  }

  private setItems(items: readonly Value[]): void {
    const dict = this.top();
    if (!(dict instanceof PyDict)) throw new NotPlain();
    this.fill(dict, items);
  }

  private fill(dict: PyDict, items: readonly Value[]): void {
    if (items.length % 2 !== 0) throw new NotPlain();
    for (let i = 0; i < items.length; i += 2) dictSet(dict, items[i], items[i + 1]);
  }

  private addItems(items: readonly Value[]): void {
    const set = this.top();
    if (!(set instanceof PySet)) throw new NotPlain();
    for (const item of items) setAdd(set, item);
  }

  /** What writes a memo numbers its entries one after the other; entries without use may have been taken out. */
  private put(index: number): void {
    const v = this.top();
    if (index > this.memo.length) {
      if (index > this.memo.length + LARGEST_GAP) throw new NotPlain();
      this.hasGaps = true;
      while (this.memo.length < index) this.memo.push(undefined);
    }
    this.memo[index] = v;
  }

  private get(index: number): Value {
    return known(this.memo[index]);
  }

  /** A string of Python 2. */
  private decoded(data: Uint8Array): Value {
    if (this.encoding === 'bytes') return new PyBytes(data.slice());
    if (this.encoding !== 'latin1' && data.some((c) => c > 0x7f)) throw new NotPlain();
    return latin1Text(data);
  }

  private top(): Value {
    if (this.stack.length === 0) throw new NotPlain();
    return this.stack[this.stack.length - 1];
  }

  private pop(): Value {
    const v = this.top();
    this.stack.length--;
    return v;
  }

  private popSome(n: number): Value[] {
    if (this.stack.length < n) throw new NotPlain();
    return this.stack.splice(this.stack.length - n);
  }

  private popMark(): Value[] {
    const items = this.stack;
    const below = this.below.pop();
    if (below === undefined) throw new NotPlain();
    this.stack = below;
    return items;
  }

  /** Where the next bytes are, which are passed over. */
  private skip(n: number): number {
    const { at } = this;
    if (n > this.data.length - at) throw new Truncated();
    this.at = at + n;
    return at;
  }

  private take(n: number): Uint8Array {
    const at = this.skip(n);
    return this.data.subarray(at, at + n);
  }

  /** The rest of the line, without its end. */
  private line(): Uint8Array {
    const to = this.data.indexOf(NEWLINE, this.at);
    if (to < 0) throw new Truncated();
    const line = this.data.subarray(this.at, to);
    this.at = to + 1;
    return line;
  }

  private byte(): number {
    return this.data[this.skip(1)];
  }

  private word(): number {
    return this.view.getUint32(this.skip(4), true);
  }

  private long(): number {
    return Number(this.view.getBigUint64(this.skip(8), true));
  }

  private text(n: number): string {
    return decodeUtf8(this.take(n), 'surrogatepass').text;
  }
}
