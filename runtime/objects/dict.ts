/**
 * PyDict: dictionary storage (CPython's dictobject.c without the methods, which are in dictMethods.ts).
 *
 * Owns: entries in insertion order, the key rules (1 == 1.0 == True), layouts for inline caches. Must not know: types.
 *
 * Keys fall into two kinds. *Plain* keys are compared by a normalised JS value in one Map: str, int, bool, float and
 * objects that hash by identity. *Structured* keys (tuples, frozensets, objects with a `__hash__` of their own) are
 * found by their Python hash and compared by `==`. Among those, *foreign* ones may equal a plain key: where a dictionary
 * has any, the keys of one hash are compared in the order of insertion, whatever their kind.
 *
 * Invariant: an entry's index changes only when `layout` changes, and `layout` changes (or becomes null) whenever a key
 * is added or removed. So a cache that remembers (layout, index) may read and write `vals[index]`.
 */
import { fold, HashPositions } from './hashPositions';
import { PyObject, type Int, type PyType, type Value } from './object';
import { MAX_SHAPED, type Shape } from './shape';

/** What storage needs from the object protocol; set once by compare.ts. */
export const keyRules = {} as {
  /** A Map key for a plain key; undefined for a structured one. */
  plain(key: Value): unknown;
  hash(key: Value): Int;
  equal(a: Value, b: Value): boolean;
};

/** Of a dictionary that has a shape. */
const NO_KEYS: (Value | undefined)[] = [];

/** A dictionary with so many positions at most is searched key by key. */
const SMALL = 8;

/** What few dictionaries have. */
class Rare {
  /** Where the structured keys are. Null: no such key yet. */
  hashed: HashPositions | null = null;
  /** No entry stands before this position. */
  low = 0;
  /** Positions of the plain keys by their folded hash; made when a foreign key is looked for. */
  plainHashes: Map<number, number[]> | null = null;
  /** There has been a structured key that a plain one may equal. */
  foreign = false;
}

export class PyDict extends PyObject {
  /** The type of a plain dict; set by builtinTypes.ts. */
  static type: PyType;

  /** Values in insertion order; undefined where an entry was deleted. */
  vals: (Value | undefined)[] = [];
  size = 0;
  /** For inline caches: changes with the set of keys. Null: not asked for yet. */
  layout: object | null;
  private keys: (Value | undefined)[];
  /**
   * Positions of plain keys; null: in a small dictionary of keys that compare by identity in JavaScript, by a shape, or in a
   * copy in which no key has been looked for yet.
   */
  private index: Map<unknown, number> | null = null;
  private rare: Rare | null = null;
  /** There has been a plain key since the last clear(). */
  private hasPlain = false;

  constructor(cls: PyType = PyDict.type, shape: Shape | null = null) {
    super(cls);
    this.layout = shape;
    this.keys = shape === null ? [] : NO_KEYS;
  }

  /** The keys it shares with others; then there are no own ones. */
  private get shape(): Shape | null {
    return this.keys === NO_KEYS ? (this.layout as Shape) : null;
  }

  private further(): Rare {
    return (this.rare ??= new Rare());
  }

  /** The layout for a cache to remember, made on demand. */
  cacheLayout(): object {
    return (this.layout ??= {});
  }

  get isShaped(): boolean {
    return this.shape !== null;
  }

  /** Takes over the attributes of an instance: those of a shape. */
  takeOver(shape: Shape, vals: Value[]): void {
    this.layout = shape;
    this.vals = vals;
    this.size = vals.length;
  }

  /** Adds the one key by which `next` is longer than the present shape (for caches that know both). */
  extend(next: Shape, value: Value): void {
    this.layout = next;
    this.vals = grown(this.vals, value, undefined);
    this.size++;
  }

  /** Number of entry positions, deleted ones included. */
  get slots(): number {
    return this.vals.length;
  }

  keyAt(i: number): Value {
    const { keys } = this;
    return (keys === NO_KEYS ? (this.layout as Shape).keys[i] : keys[i]) as Value;
  }

  /** Position of a str key, or -1. */
  findStr(key: string): number {
    if (this.keys === NO_KEYS) return (this.layout as Shape).find(key);
    const i = this.indexOf(key);
    return this.rare === null || !this.rare.foreign ? i : this.findAmongForeign(key, key, i);
  }

  /** Position of a plain key, or -1. */
  private indexOf(plain: unknown): number {
    const { index, keys } = this;
    if (index !== null) return index.get(plain) ?? -1;
    if (keys.length > SMALL) {
      this.makeIndex();
      return this.index!.get(plain) ?? -1;
    }
    for (let i = 0; i < keys.length; i++) if (keys[i] === plain) return i;
    return -1;
  }

  find(key: Value): number {
    if (typeof key === 'string') return this.findStr(key);
    const plain = keyRules.plain(key);
    return plain === undefined ? this.findForeign(key, keyRules.hash(key)) : this.findPlain(key, plain);
  }

  private findPlain(key: Value, plain: unknown): number {
    const { shape } = this;
    if (shape !== null) return typeof plain === 'string' ? shape.find(plain) : -1;
    const i = this.indexOf(plain);
    return this.rare === null || !this.rare.foreign ? i : this.findAmongForeign(key, plain, i);
  }

  /** `i` is the position of the plain key itself, or -1; a foreign one before it may equal it. */
  private findAmongForeign(key: Value, plain: unknown, i: number): number {
    const h = keyRules.hash(key);
    const bucket = this.rare!.hashed?.at(h);
    if (bucket === undefined) return i;
    for (const at of listed(bucket)) {
      if (i >= 0 && at > i) break;
      if (this.same(at, key, h)) return at;
    }
    // A comparison may have changed the dictionary.
    return i < 0 || this.keys[i] === key ? i : this.indexOf(plain);
  }

  /** Position of a structured key, or -1. */
  private findForeign(key: Value, h: Int): number {
    const hashed = this.rare === null || this.rare.hashed === null ? undefined : this.rare.hashed.at(h);
    if (this.size === 0 || (!this.hasPlain && this.shape === null) || (typeof key === 'object' && tupleLike(key))) {
      if (hashed === undefined) return -1;
      if (typeof hashed === 'number') return this.same(hashed, key, h) ? hashed : -1;
      return this.firstSame(hashed.slice(), key, h);
    }
    // A shaped dictionary grows without telling this table.
    const table = this.shape === null ? (this.further().plainHashes ??= this.hashPlainKeys()) : this.hashPlainKeys();
    const at = table.get(fold(h));
    if (at === undefined && hashed === undefined) return -1;
    return this.firstSame([...(at ?? []), ...listed(hashed)].sort(ascending), key, h);
  }

  /** Only an object with a `__hash__` and `__eq__` of its own asks for this table. */
  private hashPlainKeys(): Map<number, number[]> {
    const table = new Map<number, number[]>();
    for (let i = 0; i < this.vals.length; i++) if (this.vals[i] !== undefined) notePlain(table, this.keyAt(i), i);
    return table;
  }

  /** The first of some positions where an equal key is, or -1. The list is the caller's own: a comparison may change ours. */
  private firstSame(positions: number[], key: Value, h: Int): number {
    for (const i of positions) if (this.same(i, key, h)) return i;
    return -1;
  }

  private same(i: number, key: Value, h: Int): boolean {
    const k = this.keyAt(i) as Value | undefined;
    if (k === key) return true;
    if (k === undefined || (this.hashAt(i) ?? keyRules.hash(k)) !== h) return false;
    return keyRules.equal(k, key) && this.keyAt(i) === k;
  }

  /** Position of a key, -1: it is missing; -2: to find out could run Python code. */
  findQuietly(key: Value): number {
    if (this.rare !== null && this.rare.hashed !== null) return -2;
    if (typeof key === 'string') return this.findStr(key);
    const plain = keyRules.plain(key);
    return plain === undefined ? -2 : this.findPlain(key, plain);
  }

  get(key: Value): Value | undefined {
    const i = this.find(key);
    return i < 0 ? undefined : this.vals[i];
  }

  getStr(key: string): Value | undefined {
    const i = this.findStr(key);
    return i < 0 ? undefined : this.vals[i];
  }

  has(key: Value): boolean {
    return this.find(key) >= 0;
  }

  setStr(key: string, value: Value): void {
    const i = this.findStr(key);
    if (i >= 0) this.vals[i] = value;
    else if (this.keys === NO_KEYS) {
      const shape = this.layout as Shape;
      if (shape.count < MAX_SHAPED) this.extend(shape.add(key), value);
      else {
        this.unshape();
        this.appendPlain(key, key, value);
      }
    } else this.appendPlain(key, key, value);
  }

  set(key: Value, value: Value): void {
    if (typeof key === 'string') {
      this.setStr(key, value);
      return;
    }
    const plain = keyRules.plain(key);
    if (plain !== undefined) {
      const i = this.findPlain(key, plain);
      if (i >= 0) this.vals[i] = value;
      else {
        if (this.shape !== null) this.unshape();
        this.appendPlain(key, plain, value);
      }
      return;
    }
    this.setHashed(key, keyRules.hash(key), value);
  }

  /** Sets a structured key whose hash is known. */
  private setHashed(key: Value, h: Int, value: Value): void {
    const i = this.findForeign(key, h);
    if (i >= 0) {
      this.vals[i] = value;
      return;
    }
    this.addNew(key, h, value);
  }

  /** Adds a structured key that is known to be missing. */
  private addNew(key: Value, h: Int, value: Value): void {
    if (this.shape !== null) this.unshape();
    this.append(key, h, value);
  }

  /** Hash of the structured key at a position, which is not asked again; undefined for a plain key. */
  hashAt(i: number): Int | undefined {
    return this.rare?.hashed?.hashAt(i);
  }

  /** Sets a key with its hash, undefined for a plain key. */
  setWith(key: Value, h: Int | undefined, value: Value): void {
    if (h === undefined) this.set(key, value);
    else this.setHashed(key, h, value);
  }

  /** Position of a key with its hash, undefined for a plain key; or -1. */
  findWith(key: Value, h: Int | undefined): number {
    return h === undefined ? this.find(key) : this.findForeign(key, h);
  }

  /** Sets the key at a position of another dictionary, without hashing it again. */
  setFrom(other: PyDict, i: number, value: Value): void {
    const key = other.keyAt(i) as Value | undefined;
    // A comparison may have just removed it.
    if (key !== undefined) this.setWith(key, other.hashAt(i), value);
  }

  /** Position here of the key at a position of another dictionary, or -1. */
  findFrom(other: PyDict, i: number): number {
    return this.findWith(other.keyAt(i), other.hashAt(i));
  }

  /** The value of a key, which is added with this value if it is missing. Hashes once. */
  setDefault(key: Value, value: Value): Value {
    if (typeof key === 'object' && keyRules.plain(key) === undefined) {
      const h = keyRules.hash(key);
      const i = this.findForeign(key, h);
      if (i >= 0) return this.vals[i]!;
      this.addNew(key, h, value);
      return value;
    }
    const i = this.find(key);
    if (i >= 0) return this.vals[i]!;
    this.set(key, value);
    return value;
  }

  private addHashed(key: Value, h: Int, i: number): void {
    const rare = this.further();
    (rare.hashed ??= new HashPositions()).add(h, i);
    if (!rare.foreign && !tupleLike(key as PyObject)) rare.foreign = true;
  }

  /** Adds a key that is known to be missing, with its hash (undefined for a plain key). */
  private append(key: Value, h: Int | undefined, value: Value): void {
    if (h === undefined) this.appendPlain(key, keyRules.plain(key), value);
    else {
      this.addHashed(key, h, this.vals.length);
      this.push(key, value);
    }
  }

  private appendPlain(key: Value, plain: unknown, value: Value): void {
    const i = this.vals.length;
    if (this.index === null && (plain !== key || i >= SMALL)) this.makeIndex();
    if (this.index !== null) this.index.set(plain, i);
    this.hasPlain = true;
    if (this.rare !== null && this.rare.plainHashes !== null) notePlain(this.rare.plainHashes, key, i);
    this.push(key, value);
  }

  private makeIndex(): void {
    const { keys } = this;
    const hashed = this.rare?.hashed;
    this.index = new Map();
    for (let i = 0; i < keys.length; i++) {
      const k = keys[i];
      if (k !== undefined && hashed?.hashAt(i) === undefined) this.index.set(keyRules.plain(k), i);
    }
  }

  private push(key: Value, value: Value): void {
    this.keys = grown(this.keys, key, undefined);
    this.vals = grown(this.vals, value, undefined);
    this.size++;
    this.layout = null;
  }

  /** Removes a key; returns its value, or undefined where there is none. */
  delete(key: Value): Value | undefined {
    const i = this.find(key);
    return i < 0 ? undefined : this.deleteAt(i);
  }

  /** Leaves a gap: positions are not given out again, so that iterators notice what was put in its place. */
  deleteAt(i: number): Value {
    if (this.shape !== null) this.unshape();
    const key = this.keys[i] as Value;
    const value = this.vals[i] as Value;
    const { rare } = this;
    const h = rare?.hashed?.hashAt(i);
    if (h !== undefined) rare!.hashed!.remove(h, i);
    else if (this.index !== null) this.index.delete(keyRules.plain(key));
    if (h === undefined && rare !== null && rare.plainHashes !== null) forgetPlain(rare.plainHashes, key, i);
    this.size--;
    this.layout = null;
    this.vals[i] = undefined;
    this.keys[i] = undefined;
    if (this.vals.length > 32 && this.size * 4 < this.vals.length) this.compact();
    return value;
  }

  /** Removes the last entry and its position. */
  popLast(): [Value, Value] | undefined {
    const i = this.prevSlot(this.vals.length - 1);
    if (i < 0) return undefined;
    const key = this.keyAt(i);
    const value = this.deleteAt(i);
    if (this.vals.length > i) {
      this.vals.length = i;
      this.keys.length = i;
    }
    return [key, value];
  }

  /** Closes the gaps that deletions left. Iterators hold positions and check `size`, which tells them of the change. */
  private compact(): void {
    const { keys, vals } = this;
    const hashed = this.rare?.hashed;
    this.rare = null;
    this.keys = [];
    this.vals = [];
    for (let i = 0; i < vals.length; i++) {
      const v = vals[i];
      if (v === undefined) continue;
      const h = hashed?.hashAt(i);
      if (h !== undefined) this.addHashed(keys[i]!, h, this.vals.length);
      this.keys.push(keys[i]);
      this.vals.push(v);
    }
    this.makeIndex();
    this.layout = null;
  }

  clear(): void {
    this.vals = [];
    this.keys = [];
    this.index = null;
    this.rare = null;
    this.hasPlain = false;
    this.layout = null;
    this.size = 0;
  }

  /** Gives up the shared shape for keys of its own. */
  private unshape(): void {
    const { keys, count } = this.layout as Shape;
    this.keys = keys.slice(0, count);
    if (count > SMALL) this.makeIndex();
    this.hasPlain = count > 0;
    this.layout = null;
  }

  /** Position of the first entry, or -1. Taking from the front again and again stays cheap. */
  firstSlot(): number {
    const i = this.nextSlot(this.rare === null ? 0 : this.rare.low);
    if (i > 0) this.further().low = i;
    return i;
  }

  /** Position of the next live entry at or after i, or -1 at the end. */
  nextSlot(i: number): number {
    const { vals } = this;
    for (; i < vals.length; i++) if (vals[i] !== undefined) return i;
    return -1;
  }

  /** Position of the last live entry at or before i, or -1. */
  prevSlot(i: number): number {
    for (; i >= 0; i--) if (this.vals[i] !== undefined) return i;
    return -1;
  }

  keyList(): Value[] {
    const out: Value[] = [];
    for (let i = 0; i < this.vals.length; i++) if (this.vals[i] !== undefined) out.push(this.keyAt(i));
    return out;
  }

  valueList(): Value[] {
    return this.vals.filter((v): v is Value => v !== undefined);
  }

  entries(): [Value, Value][] {
    const out: [Value, Value][] = [];
    for (let i = 0; i < this.vals.length; i++) {
      const v = this.vals[i];
      if (v !== undefined) out.push([this.keyAt(i), v]);
    }
    return out;
  }

  /** Adds all of another dictionary's entries, replacing. Into an empty one no key is compared. */
  update(other: PyDict): void {
    const empty = this.vals.length === 0 && this.keys !== NO_KEYS;
    if (empty && other.size === other.vals.length && (other.rare === null || other.rare.hashed === null)) {
      this.takeCopies(other);
      return;
    }
    for (let i = 0; i < other.vals.length; i++) {
      const v = other.vals[i];
      if (v === undefined) continue;
      if (empty) this.append(other.keyAt(i), other.hashAt(i), v);
      else this.setFrom(other, i, v);
    }
  }

  /** The entries of a dictionary of plain keys without gaps, into an empty one. */
  private takeCopies(other: PyDict): void {
    this.keys = other.keys === NO_KEYS ? (other.layout as Shape).keys.slice(0, other.size) : other.keys.slice();
    this.vals = other.vals.slice();
    this.size = other.size;
    this.hasPlain = this.size > 0;
    this.layout = null;
    this.rare = null;
    this.index = null;
    // The index of a large one is made when a key is looked for.
    if (other.index !== null && this.size <= SMALL) this.makeIndex();
  }

  copy(): PyDict {
    const d = new PyDict();
    d.update(this);
    return d;
  }
}

/**
 * A list with one more value. A short one is an array of just its size: growing by push() makes room for sixteen more.
 * The literals are of a variable, so that V8 makes no arrays for numbers alone.
 */
function grown(list: (Value | undefined)[], value: Value, u: undefined): (Value | undefined)[] {
  let out: (Value | undefined)[];
  switch (list.length) {
    case 0:
      out = [u];
      out[0] = value;
      return out;
    case 1:
      out = [list[0], u];
      out[1] = value;
      return out;
    case 2:
      out = [list[0], list[1], u];
      out[2] = value;
      return out;
    case 3:
      out = [list[0], list[1], list[2], u];
      out[3] = value;
      return out;
    default:
      list.push(value);
      return list;
  }
}

function notePlain(table: Map<number, number[]>, key: Value, i: number): void {
  if (keyRules.plain(key) === undefined) return;
  const at = fold(keyRules.hash(key));
  const known = table.get(at);
  if (known === undefined) table.set(at, [i]);
  else known.push(i);
}

function forgetPlain(table: Map<number, number[]>, key: Value, i: number): void {
  const at = fold(keyRules.hash(key));
  const known = table.get(at);
  if (known === undefined) return;
  if (known.length === 1) table.delete(at);
  else known.splice(known.indexOf(i), 1);
}

/** A bucket as a list of the caller's own. */
function listed(bucket: number | readonly number[] | undefined): number[] {
  if (bucket === undefined) return [];
  return typeof bucket === 'number' ? [bucket] : bucket.slice();
}

const ascending = (a: number, b: number): number => a - b;

/** Set through markTupleLike: comparison slots of types whose equality never reaches a plain key. */
const tupleLikeCompares = new Set<PyType['tp_richcompare']>();

/** To be called once the type's tp_richcompare is set. */
export function markTupleLike(t: PyType): void {
  tupleLikeCompares.add(t.tp_richcompare);
}

function tupleLike(o: PyObject): boolean {
  return tupleLikeCompares.has(o.cls.tp_richcompare);
}
