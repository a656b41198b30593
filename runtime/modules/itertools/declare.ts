/**
 * How this module's iterator types are declared.
 */
import type { PyObject, PyType, Value } from '../../objects/object';
import { defineType, defNewSig } from '../../objects/typeObject';

export interface IteratorInit<T extends PyObject> {
  name: string;
  make: (cls: PyType) => T;
  /** Signature, the class first, and what fills in the new object. */
  new: [signature: string, fill: (self: T, ...args: never[]) => void];
  next: (self: T) => Value | undefined;
  doc: string;
  isBase?: boolean;
  // Parameters as the signature text says.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  methods?: Record<string, (...args: any[]) => Value>;
  setup?: (t: PyType) => void;
}

export function iteratorType<T extends PyObject>(init: IteratorInit<T>): PyType {
  const [signature, fill] = init.new;
  return defineType({
    name: `itertools.${init.name}`,
    doc: init.doc,
    isBase: init.isBase,
    slots: {
      alloc: init.make,
      tp_iter: (self) => self,
      tp_iternext: (self) => init.next(self as T),
    },
    methods: init.methods,
    setup: (t) => {
      defNewSig(t, signature, (cls: PyType, ...args) => {
        const self = cls.alloc!(cls) as T;
        fill(self, ...(args as never[]));
        return self;
      });
      init.setup?.(t);
    },
  });
}
