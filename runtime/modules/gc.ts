/**
 * The module `gc`. Its mark phase is in gc/mark.ts, the collection in gc/collect.ts.
 */
import { Ellipsis, None, NotImplemented, objectType } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { PyDict } from '../objects/dict';
import { typeError, valueError } from '../objects/errors';
import { PyObject, PyType, typeOf, type Value } from '../objects/object';
import { indexOrUndefined, toIndex } from '../objects/toIndex';
import { PyRange } from '../objects/range';
import { PyByteArray, PyBytes, PyComplex, PyFloat, PyIntObject, PyList, PyStrObject, PyTuple } from '../objects/values';
import { PyCode } from '../objects/function';
import { addGcRoot } from '../objects/finalizable';
import { sysState } from '../objects/sysState';
import { contextState } from '../objects/contextvars';
import { ts } from '../vm/thread';
import { Frame } from '../vm/frame';
import { LIBRARY_ROOT } from './library';
import { collect, finalized, finalizeRest } from './gc/collect';
import { markAll } from './gc/mark';
import { referents } from './gc/referents';
import { importState } from './importing';
import { PyDate, PyDelta, PyTime, PyTimezone } from './datetime/values';
import { nativeModule, type ModuleBuilder } from './registry';
import { lastResort, threads } from './threads';
import { ignored } from '../objects/unraisable';

addGcRoot(() => sysState);
// Not `ts.fresh`: nobody has it.
addGcRoot(() => [ts.frame, ts.exc, ts.context]);
addGcRoot(() => contextState);
addGcRoot(() => importState);
addGcRoot(() => threads.all);
lastResort.collect = () => collect() > 0;

let callbacks: PyList | undefined;

/** By generation, as gc.get_stats() tells. */
const stats = [0, 1, 2].map(() => ({ collections: 0, collected: 0, uncollectable: 0 }));

/** At the end of the program: finalises what still can be. */
export function finalizeAll(): void {
  const sys = sysState.sysDict;
  const streams = ['stdin', 'stdout', 'stderr', '__stdin__', '__stdout__', '__stderr__'].map((n) => sys?.getStr(n));
  finalizeRest(streams, (filename) => filename.startsWith('<frozen ') || filename.startsWith(`${LIBRARY_ROOT}/`));
}

/** Calls gc.callbacks around a collection. */
function run(generation: number): number {
  const info = (collected: number) => {
    const d = new PyDict();
    d.setStr('generation', generation);
    d.setStr('collected', collected);
    d.setStr('uncollectable', 0);
    return d;
  };
  tell('start', info(0));
  const n = collect();
  stats[generation].collections++;
  stats[generation].collected += n;
  tell('stop', info(n));
  return n;
}

function tell(phase: string, info: PyDict): void {
  for (const f of [...(callbacks?.items ?? [])]) {
    try {
      call(f, [phase, info]);
    } catch (e) {
      ignored(e, 'while calling GC callback', f);
    }
  }
}

/** What holds nothing. */
const SINGLE: readonly Value[] = [None, NotImplemented, Ellipsis];
/** What holds nothing but data. */
const PLAIN = [
  PyFloat, PyComplex, PyBytes, PyByteArray, PyRange, PyCode, PyIntObject, PyStrObject,
  PyDate, PyTime, PyDelta, PyTimezone,
]; // prettier-ignore

/** Objects that can be part of a cycle. */
/** Of native types, CPython makes those of its modules when they are imported; these it was compiled with. */
const STATIC_TYPES =
  /^(?:[^.]*|(?:types|weakref|contextvars|sys)\..*|datetime\.(?!Iso).*|collections\.(?:OrderedDict|odict_\w+))$/;

function isTracked(v: Value): boolean {
  if (!(v instanceof PyObject)) return false;
  if (v instanceof PyType) return v.isHeap || !STATIC_TYPES.test(v.tpName);
  if (v.cls.isHeap) return true;
  if (v.cls === objectType || SINGLE.includes(v) || PLAIN.some((kind) => v instanceof kind)) return false;
  return !(v instanceof PyTuple) || v.items.length > 0;
}

const alive = (): Value[] =>
  [...markAll().reached].filter((o): o is PyObject => o instanceof PyObject && !(o instanceof Frame) && isTracked(o));

function defQueries(m: ModuleBuilder): void {
  m.def('get_objects(generation=None)', (generation: Value) => {
    if (generation !== None) {
      const index = indexOrUndefined(generation);
      if (index === undefined)
        throw typeError(`argument should be integer or None, not '${typeOf(generation).tpName}'`);
      const n = Number(index);
      // What stands for no argument.
      if (n === -1) return new PyList(alive());
      if (n < 0) throw valueError('generation parameter cannot be negative');
      if (n > 2) throw valueError('generation parameter must be less than the number of available generations (3)');
      if (n < 2) return new PyList([]);
    }
    return new PyList(alive());
  });
  m.def('get_referents(*objs)', (objs: Value[]) => new PyList(objs.flatMap(referents)));
  m.def(
    'get_referrers(*objs)',
    (objs: Value[]) =>
      new PyList(alive().filter((o) => !objs.includes(o) && referents(o).some((r) => objs.includes(r)))),
  );
  m.def('is_tracked(obj, /)', isTracked);
  m.def('is_finalized(obj, /)', (v: Value) => v instanceof PyObject && finalized.has(v));
}

nativeModule('gc', (m) => {
  let enabled = true;
  let debug = 0;
  let threshold: [number, number, number] = [2000, 10, 0];
  let frozen = 0;
  m.def(
    'collect(generation=2)',
    (generation: Value) => {
      const n = Number(toIndex(generation));
      if (n < 0 || n > 2) throw valueError('invalid generation');
      return run(n);
    },
    'Collects garbage in reference cycles; gives the number of objects found.',
  );
  m.def('enable()', () => ((enabled = true), None));
  m.def('disable()', () => ((enabled = false), None));
  m.def('isenabled()', () => enabled);
  m.def('get_debug()', () => debug);
  m.def('set_debug(flags, /)', (flags: Value) => ((debug = Number(toIndex(flags))), None));
  m.def('get_count()', () => new PyTuple([0, 0, 0]));
  m.def('get_threshold()', () => new PyTuple(threshold));
  m.def(
    'set_threshold(threshold0, threshold1=<unrepresentable>, threshold2=<unrepresentable>, /)!',
    (a: Value, b: Value | undefined) => {
      threshold = [
        Number(toIndex(a)),
        b === undefined ? threshold[1] : Number(toIndex(b)),
        // 3.14 takes a third number and ignores it.
        threshold[2],
      ];
      return None;
    },
  );
  m.def('get_stats()', () => {
    const row = (counts: Record<string, number>) => {
      const d = new PyDict();
      for (const [key, n] of Object.entries(counts)) d.setStr(key, n);
      return d;
    };
    return new PyList(stats.map(row));
  });
  m.def('freeze()', () => ((frozen = alive().length), None));
  m.def('unfreeze()', () => ((frozen = 0), None));
  m.def('get_freeze_count()', () => frozen);
  for (const [name, n] of [
    ['DEBUG_STATS', 1],
    ['DEBUG_COLLECTABLE', 2],
    ['DEBUG_UNCOLLECTABLE', 4],
    ['DEBUG_SAVEALL', 32],
    ['DEBUG_LEAK', 38],
  ] as const)
    m.set(name, n);
  m.set('garbage', new PyList([]));
  m.set('callbacks', (callbacks = new PyList([])));
  defQueries(m);
});
