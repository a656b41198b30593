/** Capsules: what C modules hand each other their functions in. Here there is nothing in them. */
import { identity } from '../objects/compare';
import { PyObject, type PyType } from '../objects/object';
import { defineType } from '../objects/typeObject';

class PyCapsule extends PyObject {
  constructor(
    cls: PyType,
    readonly name: string,
  ) {
    super(cls);
  }
}

let type: PyType | undefined;

export function capsuleType(): PyType {
  return (type ??= defineType({
    name: 'PyCapsule',
    isBase: false,
    slots: {
      tp_repr: (v) => `<capsule object "${(v as PyCapsule).name}" at 0x${identity(v as PyObject).toString(16)}>`,
    },
  }));
}

export const newCapsule = (name: string): PyObject => new PyCapsule(capsuleType(), name);
