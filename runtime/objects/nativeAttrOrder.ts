/**
 * The order of a native type's `__dict__`, as CPython's PyType_Ready fills it: `__new__`, slot wrappers, methods, fields,
 * computed attributes, and what is added at the end.
 *
 * Put in order when somebody first looks, since hardly anybody does.
 */
import { PyGetSet, PyMember, PySlotWrapper, PyStaticMethod } from './descriptors';
import { memberDescriptorType, None } from './builtinTypes';
import { PyMethodDescr } from './native';
import { nativeAttrOrders } from './nativeAttrOrders';
import type { PyType, Value } from './object';
import { slotDefs } from './slotDefs';
import { typeModified } from './lookup';

const ordered = new WeakSet<PyType>();

/** The groups of slots as they follow each other in a C type, and what follows the slots. */
const SLOTS = ['tp_', 'bf_', 'am_', 'nb_', 'mp_', 'sq_'];
const METHOD = 1000 * (SLOTS.length + 1);
const FIELD = METHOD + 1;
const COMPUTED = METHOD + 2;
const REST = METHOD + 3;

/** The numbers' slots stand in CPython's PyNumberMethods in another order than the table has them. */
const NUMBERS =
  'add sub mul mod divmod pow neg pos abs bool invert lshift rshift and xor or int float iadd isub imul imod ipow ilshift irshift iand ixor ior floordiv truediv ifloordiv itruediv index matmul imatmul';

/** These fill the slot with what refuses; other types without a hash get their `__hash__` at the end. */
const REFUSE_HASH = new Set(['list', 'dict', 'set', 'collections.deque']);

/** So do those of its PySequenceMethods. */
const sequences = ['add', 'mul', 'rmul', 'getitem', 'setitem', 'delitem', 'contains', 'iadd', 'imul'];

const rowOf = new Map(slotDefs.map((d, i) => [`${d.slot} ${d.name}`, i]));
const numbers = NUMBERS.split(' ');

function slotPlace(slot: string, name: string): number {
  // Both mappings and sequences have it.
  if (name === '__len__') slot = 'mp_length';
  const group = SLOTS.findIndex((prefix) => slot.startsWith(prefix));
  const row = rowOf.get(`${slot} ${name}`) ?? 0;
  const word = name.slice(2, -2);
  const at = numbers.indexOf(word);
  if (group === SLOTS.indexOf('nb_'))
    return 1000 * (group + 1) + 2 * (at >= 0 ? at : numbers.indexOf(word.slice(1))) + (at >= 0 ? 0 : 1);
  if (slot.startsWith('sq_')) return 1000 * (group + 1) + sequences.indexOf(word);
  return 1000 * (group + 1) + (name === '__len__' ? 0 : row);
}

function placeOf(t: PyType, order: readonly string[], name: string, v: Value): number {
  if (name === '__new__') return 0;
  if (name === '__hash__' && v === None) return REFUSE_HASH.has(t.tpName) ? slotPlace('tp_hash', name) : REST + 2;
  if (name === '__buffer__' || name === '__release_buffer__') return slotPlace(`bf_${name}`, name);
  const listed = order.indexOf(name);
  if (listed >= 0) return METHOD + listed / 1000;
  const wrapper = v instanceof PyMethodDescr ? v.beside : v;
  if (wrapper instanceof PySlotWrapper) return slotPlace(wrapper.slot, name);
  if (v instanceof PyMethodDescr || v instanceof PyStaticMethod) return METHOD;
  if (v instanceof PyMember || (v instanceof PyGetSet && v.cls === memberDescriptorType)) return FIELD;
  if (v instanceof PyGetSet) return COMPUTED;
  return name === '__doc__' ? REST : REST + 1;
}

export function orderNativeAttrs(t: PyType): void {
  if (t.isHeap || ordered.has(t)) return;
  ordered.add(t);
  const order = Object.hasOwn(nativeAttrOrders, t.tpName) ? nativeAttrOrders[t.tpName].split(' ') : [];
  const entries = t.attrs
    .entries()
    .map(([key, value]) => ({ key, value, place: placeOf(t, order, key as string, value) }))
    .sort((a, b) => a.place - b.place);
  t.attrs.clear();
  for (const { key, value } of entries) t.attrs.set(key, value);
  typeModified(t);
}
