/**
 * `pickle.PickleBuffer`: memory that pickle's protocol 5 may keep out of the pickle (CPython's picklebufobject.c).
 *
 * Owns: the type. What is done with it is the library's pickle's.
 */
import {
  flatBuffer,
  getBuffer,
  isCContiguous,
  isFContiguous,
  nbytes,
  type PyBuffer,
  provideBuffer,
} from '../objects/buffer';
import { None } from '../objects/builtinTypes';
import { newError, typeError, valueError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { memoryViewOf } from '../objects/memoryviewType';
import { PyObject, typeOf, type PyType, type Value } from '../objects/object';
import { defineType } from '../objects/typeObject';

class PyPickleBuffer extends PyObject {
  constructor(
    cls: PyType,
    private readonly source: Value,
    private held: PyBuffer | null,
  ) {
    super(cls);
  }

  private checkHeld(): void {
    if (this.held === null) throw valueError('operation forbidden on released PickleBuffer object');
  }

  /** Another hold on the same memory: it outlives release(). */
  again(): PyBuffer {
    this.checkHeld();
    return getBuffer(this.source)!;
  }

  release(): void {
    this.held?.release();
    this.held = null;
  }
}

/** The bytes as they lie in memory, which has no gaps. */
function raw(b: PyPickleBuffer): Value {
  const again = b.again();
  if (!isCContiguous(again) && !isFContiguous(again)) {
    again.release();
    throw newError(Exc.BufferError, 'cannot extract raw buffer from non-contiguous buffer');
  }
  const data = again.data.subarray(again.offset, again.offset + nbytes(again));
  return memoryViewOf(flatBuffer(b, data, again.readonly, again.release.bind(again)));
}

export const pickleBufferType = defineType({
  name: 'pickle.PickleBuffer',
  isBase: false,
  doc: 'Memory of another object, which pickle may hand over beside the pickle.',
  new: [
    '(cls, object, /)',
    (cls: PyType, source: Value) => {
      const buffer = getBuffer(source);
      if (buffer === undefined) throw typeError(`a bytes-like object is required, not '${typeOf(source).tpName}'`);
      return new PyPickleBuffer(cls, source, buffer);
    },
  ],
  methods: {
    'raw(self, /)': raw,
    'release(self, /)': (b: PyPickleBuffer) => {
      b.release();
      return None;
    },
  },
  setup: (t) => {
    t.hasWeakref = true;
    provideBuffer(t, (v) => (v as PyPickleBuffer).again());
  },
});
