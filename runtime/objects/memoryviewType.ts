/**
 * The type memoryview (CPython's memoryobject.c).
 */
import { bytearrayType, bytesType, Ellipsis, memoryviewType, None, NotImplemented, tupleType } from './builtinTypes';
import { bufferHooks, contiguous, getBuffer, isBytesLike, provideBuffer, type PyBuffer } from './buffer';
import { hexOf } from './bytesOps';
import { hashBytes } from './bytesType';
import { callSpecial } from './call';
import { compareBool, identity } from './compare';
import { defClassMethod, defGetSet, defMethod } from './descriptors';
import { indexError, newError, typeError, valueError } from './errors';
import { Exc } from './exceptionTypes';
import { nativeIterType, PyNativeIter } from './iteration';
import { Cmp, isInstanceOf, PyObject, typeOf, type PyType, type Value, type Int } from './object';
import { indexNumber, searchBound, sliceRange } from './sliceIndices';
import { nativeCodes, packCode, unpackCode, type Code } from './structCodes';
import { toIndex, toSsize } from './toIndex';
import { length } from './subscript';
import { defNewSig } from './typeObject';
import { PyBytes, PyList, PySlice, PyTuple, strOf } from './values';
import { givenType } from './typeNames';

/** A buffer shared by several views; given back when the last of them is released. */
class SharedBuffer {
  views = 0;
  constructor(readonly buffer: PyBuffer) {}

  drop(): void {
    if (--this.views === 0) this.buffer.release();
  }
}

export class PyMemoryView extends PyObject {
  released = false;
  exports = 0;
  hash: Int | undefined;
  constructor(
    readonly shared: SharedBuffer,
    readonly data: Uint8Array,
    readonly offset: number,
    readonly readonly: boolean,
    readonly format: string,
    readonly itemsize: number,
    readonly shape: readonly number[],
    readonly strides: readonly number[],
  ) {
    super(memoryviewType);
    shared.views++;
  }

  /** As a buffer of its own. */
  view(): PyBuffer {
    const { data, offset, readonly, format, itemsize, shape } = this;
    return {
      obj: this.shared.buffer.obj,
      data,
      offset,
      readonly,
      format,
      itemsize,
      shape,
      strides: isC(this) ? null : this.strides,
      release: () => undefined,
    };
  }
}

export function newMemoryView(v: Value): PyMemoryView {
  if (v instanceof PyMemoryView) {
    check(v);
    return derive(v, {});
  }
  const b = getBuffer(v);
  if (b === undefined) throw typeError(`memoryview: a bytes-like object is required, not '${typeOf(v).tpName}'`);
  return memoryViewOf(b);
}

/** A view of a buffer, which it releases in the end. */
export function memoryViewOf(b: PyBuffer): PyMemoryView {
  return new PyMemoryView(
    new SharedBuffer(b),
    b.data,
    b.offset,
    b.readonly,
    b.format,
    b.itemsize,
    b.shape,
    b.strides ?? cStrides(b.shape, b.itemsize),
  );
}

function derive(
  m: PyMemoryView,
  change: Partial<Pick<PyMemoryView, 'offset' | 'readonly' | 'format' | 'itemsize' | 'shape' | 'strides'>>,
): PyMemoryView {
  return new PyMemoryView(
    m.shared,
    m.data,
    change.offset ?? m.offset,
    change.readonly ?? m.readonly,
    change.format ?? m.format,
    change.itemsize ?? m.itemsize,
    change.shape ?? m.shape,
    change.strides ?? m.strides,
  );
}

function cStrides(shape: readonly number[], itemsize: number): number[] {
  const out: number[] = [];
  let n = itemsize;
  for (let i = shape.length - 1; i >= 0; i--) {
    out[i] = n;
    n *= shape[i];
  }
  return out;
}

function isC(m: PyMemoryView): boolean {
  if (m.shape.includes(0)) return true;
  const want = cStrides(m.shape, m.itemsize);
  return m.strides.every((s, i) => s === want[i] || m.shape[i] <= 1);
}

function isF(m: PyMemoryView): boolean {
  let n = m.itemsize;
  return m.shape.every((size, i) => {
    const ok = m.strides[i] === n || size <= 1;
    n *= size;
    return ok;
  });
}

function check(m: PyMemoryView): PyMemoryView {
  if (m.released) throw valueError('operation forbidden on released memoryview object');
  return m;
}

const count = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** The single native format code of a view, e.g. "B" or "@i". */
function codeOf(format: string): [letter: string, code: Code] {
  const letter = format[0] === '@' ? format.slice(1) : format;
  const code = letter.length === 1 ? nativeCodes[letter] : undefined;
  if (code === undefined) throw newError(Exc.NotImplementedError, `memoryview: format ${format} not supported`);
  return [letter, code];
}

function read(m: PyMemoryView, at: number): Value {
  const [, code] = codeOf(m.format);
  return unpackCode(code, m.data, at, true);
}

function write(m: PyMemoryView, at: number, v: Value): void {
  const [letter, code] = codeOf(m.format);
  const bad = `memoryview: invalid value for format '${m.format}'`;
  const wrongType = `memoryview: invalid type for format '${m.format}'`;
  if (code.kind === 'char' && !(v instanceof PyBytes)) throw typeError(wrongType);
  if ((code.kind === 'signed' || code.kind === 'unsigned') && typeOf(v).nb_index === null) throw typeError(wrongType);
  if (code.kind === 'float' && typeOf(v).nb_float === null && typeOf(v).nb_index === null) throw typeError(wrongType);
  packCode(letter, code, m.data, at, v, true, {
    infinite: true,
    error: Exc.ValueError,
    range: () => bad,
    notInt: wrongType,
    notChar: bad,
  });
}

function toBytes(m: PyMemoryView): Uint8Array {
  return contiguous(m.view()).slice();
}

function position(m: PyMemoryView, dim: number, key: Value): number {
  const n = indexNumber(toIndex(key), 'memoryview');
  const size = m.shape[dim];
  const i = n < 0 ? n + size : n;
  if (i < 0 || i >= size) throw indexError(`index out of bounds on dimension ${dim + 1}`);
  return i * m.strides[dim];
}

function subscript(m: PyMemoryView, key: Value): Value {
  check(m);
  if (m.shape.length === 0) {
    if (key instanceof PyTuple && key.items.length === 0) return read(m, m.offset);
    if (key === Ellipsis) return m;
    throw typeError('invalid indexing of 0-dim memory');
  }
  if (key instanceof PySlice) return slice(m, key);
  if (isInstanceOf(key, tupleType)) return read(m, tuplePosition(m, key as PyTuple));
  if (typeOf(key).nb_index === null) throw typeError('memoryview: invalid slice key');
  if (m.shape.length > 1) throw newError(Exc.NotImplementedError, 'multi-dimensional sub-views are not implemented');
  return read(m, m.offset + position(m, 0, key));
}

function tuplePosition(m: PyMemoryView, key: PyTuple): number {
  if (key.items.some((x) => typeOf(x).nb_index === null)) {
    if (key.items.every((x) => x instanceof PySlice))
      throw newError(Exc.NotImplementedError, 'multi-dimensional slicing is not implemented');
    throw typeError('memoryview: invalid slice key');
  }
  const n = key.items.length;
  if (n < m.shape.length) throw newError(Exc.NotImplementedError, 'sub-views are not implemented');
  if (n > m.shape.length) throw typeError(`cannot index ${m.shape.length}-dimension view with ${n}-element tuple`);
  return key.items.reduce<number>((at, k, dim) => at + position(m, dim, k), m.offset);
}

function slice(m: PyMemoryView, key: PySlice): PyMemoryView {
  const r = sliceRange(key, m.shape[0]);
  const { shape, strides } = m;
  const offset = m.offset + r.start * strides[0];
  if (shape.length === 1) return derive(m, { offset, shape: [r.count], strides: [strides[0] * r.step] });
  return derive(m, {
    offset,
    shape: [r.count, ...shape.slice(1)],
    strides: [strides[0] * r.step, ...strides.slice(1)],
  });
}

function assign(m: PyMemoryView, key: Value, value: Value | undefined): void {
  check(m);
  if (m.readonly) throw typeError('cannot modify read-only memory');
  if (value === undefined) throw typeError('cannot delete memory');
  if (m.shape.length === 0) {
    if ((key instanceof PyTuple && key.items.length === 0) || key === Ellipsis) {
      write(m, m.offset, value);
      return;
    }
    throw typeError('invalid indexing of 0-dim memory');
  }
  if (key instanceof PySlice && m.shape.length === 1) {
    if (!isBytesLike(value)) throw typeError(`a bytes-like object is required, not '${typeOf(value).tpName}'`);
    const from = value instanceof PyMemoryView ? check(value) : newMemoryView(value);
    const plain = (f: string): string => (f[0] === '@' ? f.slice(1) : f);
    let target: PyMemoryView | undefined;
    try {
      target = slice(m, key);
      if (plain(from.format) !== plain(m.format) || from.shape.length !== 1 || from.shape[0] !== target.shape[0])
        throw valueError('memoryview assignment: lvalue and rvalue have different structures');
      const bytes = toBytes(from);
      if (target.strides[0] === m.itemsize) m.data.set(bytes, target.offset);
      else
        for (let i = 0; i < target.shape[0]; i++)
          m.data.set(bytes.subarray(i * m.itemsize, (i + 1) * m.itemsize), target.offset + i * target.strides[0]);
    } finally {
      if (from !== value) release(from);
      if (target !== undefined) release(target);
    }
    return;
  }
  if (key instanceof PySlice)
    throw newError(Exc.NotImplementedError, 'memoryview slice assignments are currently restricted to ndim = 1');
  if (isInstanceOf(key, tupleType)) {
    write(m, tuplePosition(m, key as PyTuple), value);
    return;
  }
  if (typeOf(key).nb_index === null) throw typeError('memoryview: invalid slice key');
  if (m.shape.length > 1) throw newError(Exc.NotImplementedError, 'sub-views are not implemented');
  write(m, m.offset + position(m, 0, key), value);
}

function release(m: PyMemoryView): void {
  if (m.released) return;
  if (m.exports > 0)
    throw newError(Exc.BufferError, `memoryview has ${m.exports} exported buffer${m.exports === 1 ? '' : 's'}`);
  m.released = true;
  m.shared.drop();
}

function toList(m: PyMemoryView, dim: number, at: number): Value {
  if (dim === m.shape.length) return read(m, at);
  return new PyList(Array.from({ length: m.shape[dim] }, (_, i) => toList(m, dim + 1, at + i * m.strides[dim])));
}

function compare(left: Value, right: Value, op: Cmp): Value {
  if (op !== Cmp.EQ && op !== Cmp.NE) return NotImplemented;
  const result = (equal: boolean): boolean => equal === (op === Cmp.EQ);
  const a = left as PyMemoryView;
  if (a.released) return result(left === right);
  if (right instanceof PyMemoryView && right.released) return result(false);
  if (right instanceof PyMemoryView ? false : getBufferQuietly(right) === undefined) return NotImplemented;
  const b = newMemoryView(right);
  try {
    if (a.shape.length !== b.shape.length || a.shape.some((n, i) => n !== b.shape[i])) return result(false);
    const same = (m: PyMemoryView): boolean => {
      const f = m.format.replace('@', '');
      return f.length === 1 && nativeCodes[f] !== undefined;
    };
    if (!same(a) || !same(b)) return result(a.format === b.format && toBytes(a).every((x, i) => x === toBytes(b)[i]));
    return result(compareBool(toList(a, 0, a.offset), toList(b, 0, b.offset), Cmp.EQ));
  } finally {
    release(b);
  }
}

function getBufferQuietly(v: Value): PyBuffer | undefined {
  const b = getBuffer(v);
  b?.release();
  return b;
}

function cast(m: PyMemoryView, formatArg: Value, shapeArg: Value | undefined): PyMemoryView {
  check(m);
  const format = strOf(formatArg);
  if (format === undefined) throw typeError(`cast() argument 'format' must be str, not ${typeOf(formatArg).tpName}`);
  if (!isC(m)) throw typeError('memoryview: casts are restricted to C-contiguous views');
  if (shapeArg !== undefined && m.shape.length !== 1 && m.shape.length !== 0)
    throw typeError('memoryview: cast must be 1D -> ND or ND -> 1D');
  const letter = format[0] === '@' ? format.slice(1) : format;
  const code = letter.length === 1 ? nativeCodes[letter] : undefined;
  if (code === undefined)
    throw valueError(
      "memoryview: destination format must be a native single character format prefixed with an optional '@'",
    );
  const bytes = (f: string): boolean => ['B', 'b', 'c'].includes(f.replace('@', ''));
  if (!bytes(m.format) && !bytes(format)) throw typeError('memoryview: cannot cast between two non-byte formats');
  const total = count(m.shape) * m.itemsize;
  if (total % code.size !== 0) throw typeError('memoryview: length is not a multiple of itemsize');
  let shape = [total / code.size];
  if (shapeArg !== undefined) {
    if (!(shapeArg instanceof PyList) && !isInstanceOf(shapeArg, tupleType))
      throw typeError('shape must be a list or a tuple');
    shape = (shapeArg as PyTuple).items.map((x) => {
      if (typeOf(x).nb_index === null) throw typeError('memoryview.cast(): elements of shape must be integers');
      const n = toSsize(toIndex(x));
      if (n <= 0) throw valueError('memoryview.cast(): elements of shape must be integers > 0');
      return n;
    });
    if (count(shape) * code.size !== total) throw typeError('memoryview: product(shape) * itemsize != buffer size');
  }
  return derive(m, { format, itemsize: code.size, shape, strides: cStrides(shape, code.size) });
}

const iteratorType = nativeIterType('memory_iterator');

/** `__buffer__` and `__release_buffer__` of a native type, for Python code that asks for them. */
export function defBufferMethods(t: PyType, canBeReleased = true): void {
  defMethod(t, '__buffer__(self, flags, /)', (self: Value, flags: Value) => {
    const view = newMemoryView(self);
    if (Number(toIndex(flags)) % 2 === 1 && view.readonly) throw newError(Exc.BufferError, 'Object is not writable.');
    return view;
  });
  if (!canBeReleased) return;
  defMethod(t, '__release_buffer__(self, buffer, /)', (_self: Value, view: Value) => {
    if (!(view instanceof PyMemoryView)) throw typeError('expected a memoryview object');
    release(view);
    return None;
  });
}

/** A Python class's `__buffer__`: the memoryview it gives. */
bufferHooks.python = (v) => {
  const r = callSpecial(v, '__buffer__', [0x11c]);
  if (!(r instanceof PyMemoryView)) throw typeError('__buffer__ returned non-memoryview object');
  const b = check(r).view();
  return {
    ...b,
    obj: v,
    release: () => {
      callSpecial(v, '__release_buffer__', [r]);
      release(r);
    },
  };
};

export function installMemoryView(): void {
  defBufferMethods(bytesType, false);
  defBufferMethods(bytearrayType);
  defBufferMethods(memoryviewType);
  const t = memoryviewType;
  t.doc = 'The bytes of an object that offers a buffer, without a copy of them.';
  defNewSig(t, '(cls, object)', (_cls: PyType, object: Value) => newMemoryView(object));
  provideBuffer(t, (v) => {
    const m = check(v as PyMemoryView);
    m.exports++;
    return {
      ...m.view(),
      release: () => {
        m.exports--;
      },
    };
  });
  t.tp_repr = (v) =>
    `<${(v as PyMemoryView).released ? 'released memory' : 'memory'} at 0x${identity(v as PyMemoryView).toString(16)}>`;
  t.tp_hash = (v) => {
    const { hash } = v as PyMemoryView;
    if (hash !== undefined) return hash;
    const m = check(v as PyMemoryView);
    if (!m.readonly) throw valueError('cannot hash writable memoryview object');
    if (!['B', 'b', 'c'].includes(m.format.replace('@', '')))
      throw valueError("memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
    return (m.hash = hashBytes(toBytes(m)));
  };
  t.tp_richcompare = compare;
  t.sq_length = (v) => {
    const m = check(v as PyMemoryView);
    if (m.shape.length === 0) throw typeError('0-dim memory has no length');
    return m.shape[0];
  };
  t.sq_item = (v, i) => subscript(v as PyMemoryView, i);
  t.mp_subscript = (v, key) => subscript(v as PyMemoryView, key);
  t.mp_ass_subscript = (v, key, value) => {
    assign(v as PyMemoryView, key, value);
  };
  t.tp_iter = (v) => {
    const m = check(v as PyMemoryView);
    if (m.shape.length === 0) throw typeError('invalid indexing of 0-dim memory');
    if (m.shape.length > 1) throw newError(Exc.NotImplementedError, 'multi-dimensional sub-views are not implemented');
    codeOf(m.format);
    let i = 0;
    return new PyNativeIter(iteratorType, () =>
      i < m.shape[0] ? read(check(m), m.offset + i++ * m.strides[0]) : undefined,
    );
  };
  installMethods(t);
  installAttributes(t);
}

function installMethods(t: PyType): void {
  defMethod(t, "tobytes(self, /, order='C')", (m: PyMemoryView, orderArg: Value) => {
    check(m);
    const order = orderArg === None ? 'C' : strOf(orderArg);
    if (order === undefined)
      throw typeError(`tobytes() argument 'order' must be str or None, not ${givenType(orderArg)}`);
    if (!['C', 'F', 'A'].includes(order)) throw valueError("order must be 'C', 'F' or 'A'");
    const fortran = order === 'F' || (order === 'A' && isF(m) && !isC(m));
    if (!fortran || m.shape.length < 2) return new PyBytes(toBytes(m));
    const turned = derive(m, { shape: [...m.shape].reverse(), strides: [...m.strides].reverse() });
    const bytes = toBytes(turned);
    release(turned);
    return new PyBytes(bytes);
  });
  defMethod(t, 'tolist(self, /)', (m: PyMemoryView) => toList(check(m), 0, m.offset));
  defMethod(t, 'hex(self, sep=<absent>, bytes_per_sep=1)', (m: PyMemoryView, sepArg: Value | undefined, per: Value) => {
    check(m);
    const sep =
      sepArg === undefined
        ? ''
        : (strOf(sepArg) ?? (sepArg instanceof PyBytes ? String.fromCharCode(...sepArg.data) : undefined));
    if (sep === undefined) {
      length(sepArg!);
      throw typeError('sep must be str or bytes.');
    }
    if (sepArg !== undefined && sep.length !== 1) throw valueError('sep must be length 1.');
    return hexOf(toBytes(m), sep, toSsize(toIndex(per)));
  });
  defMethod(t, 'release(self, /)', (m: PyMemoryView) => {
    release(m);
    return None;
  });
  defMethod(t, '__enter__(self, /)', (m: PyMemoryView) => check(m));
  defMethod(t, '__exit__(self, /, *exc_info)', (m: PyMemoryView) => {
    release(m);
    return None;
  });
  defMethod(t, 'cast(self, /, format, shape=<absent>)', cast);
  defMethod(t, 'toreadonly(self, /)', (m: PyMemoryView) => derive(check(m), { readonly: true }));
  const items = (m: PyMemoryView): Value[] => {
    check(m);
    if (m.shape.length > 1) throw newError(Exc.NotImplementedError, 'multi-dimensional sub-views are not implemented');
    if (m.shape.length === 0) throw typeError('invalid indexing of 0-dim memory');
    return Array.from({ length: m.shape[0] }, (_, i) => read(m, m.offset + i * m.strides[0]));
  };
  defMethod(
    t,
    'count(self, value, /)',
    (m: PyMemoryView, v: Value) => items(m).filter((x) => compareBool(x, v, Cmp.EQ)).length,
  );
  defMethod(
    t,
    'index(self, value, start=0, stop=<absent:9223372036854775807>, /)',
    (m: PyMemoryView, v: Value, start: Value, stop?: Value) => {
      const all = items(m);
      const n = all.length;
      const to = Math.min(searchBound(stop, n, n), n);
      for (let i = searchBound(start, n, 0); i < to; i++) if (compareBool(all[i], v, Cmp.EQ)) return i;
      throw valueError('memoryview.index(x): x not found');
    },
  );
  defClassMethod(t, '_from_flags(cls, /, object, flags)', (_cls: PyType, object: Value) => newMemoryView(object));
}

function installAttributes(t: PyType): void {
  const numbers = (a: readonly number[]): Value => new PyTuple(a);
  const attribute = (name: string, f: (m: PyMemoryView) => Value, doc: string): void => {
    defGetSet(t, name, (m: PyMemoryView) => f(check(m)), undefined, doc);
  };
  attribute('obj', (m) => m.shared.buffer.obj, 'The object whose bytes are seen.');
  attribute('nbytes', (m) => count(m.shape) * m.itemsize, 'Bytes that tobytes() would give.');
  attribute('readonly', (m) => m.readonly, "Whether the bytes can't be changed.");
  attribute('itemsize', (m) => m.itemsize, 'Bytes that an element takes.');
  attribute('format', (m) => m.format, 'The kind of element, as the struct module writes it.');
  attribute('ndim', (m) => m.shape.length, 'How many dimensions there are.');
  attribute('shape', (m) => numbers(m.shape), 'The length of each dimension.');
  attribute('strides', (m) => numbers(m.strides), 'Bytes from an element to the next, in each dimension.');
  attribute('suboffsets', () => numbers([]), 'Empty: there are no pointers to follow.');
  attribute('c_contiguous', isC, 'Whether the elements lie side by side, the last index changing fastest.');
  attribute('f_contiguous', isF, 'Whether the elements lie side by side, the first index changing fastest.');
  attribute('contiguous', (m) => isC(m) || isF(m), 'Whether the elements lie side by side.');
}
