/**
 * The module `_zoneinfo`: the class ZoneInfo (PEP 615). Files are found and read by the library's own zoneinfo package.
 *
 * Owns: ZoneInfo as Python sees it, and its cache. Must not know: how local times are found (zoneinfo/zoneTable.ts).
 * DIFFERS: zones in the cache are kept until `clear_cache()`; CPython keeps eight and those in use.
 */
import { callMethod, getAttr } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { call, callKw } from '../objects/call';
import { makeClass } from '../objects/classCreation';
import { defClassMethod, defGetSet, defMethod } from '../objects/descriptors';
import { PyDict } from '../objects/dict';
import { isError, newError, typeError, valueError } from '../objects/errors';
import { isInstance } from '../objects/isSubclass';
import { toArray } from '../objects/iteration';
import type { PyObject, PyType, Value } from '../objects/object';
import { binaryOp } from '../objects/operators';
import { updateAllSlots } from '../objects/slotDispatch';
import { repr, str } from '../objects/text';
import { givenType } from '../objects/typeNames';
import { allocate, defNewSig } from '../objects/typeObject';
import { intOf, PyBytes, PyTuple, strOf } from '../objects/values';
import { shownSeconds } from './datetime/localTime';
import { PyDateTime } from './datetime/values';
import { importAttr, importModule } from './importing';
import { nativeModule } from './registry';
import { type LocalTime, MalformedRule } from './zoneinfo/posixRule';
import { ZoneTable } from './zoneinfo/zoneTable';

interface Zone {
  table: ZoneTable;
  key: Value;
  /** Of a zone that was read from a file object. */
  fileText: string | undefined;
  isCached: boolean;
}

const zones = new WeakMap<PyObject, Zone>();
const caches = new WeakMap<PyType, Map<string, PyObject>>();

const zoneOf = (self: PyObject): Zone => zones.get(self)!;
const numbers = (v: Value): number[] => toArray(v).map(Number);

function cacheOf(cls: PyType): Map<string, PyObject> {
  let cache = caches.get(cls);
  if (cache === undefined) caches.set(cls, (cache = new Map<string, PyObject>()));
  return cache;
}

function readTable(file: Value, what: string): ZoneTable {
  const data = toArray(call(importAttr('zoneinfo._common', 'load_data'), [file]));
  const [changeTypes, changes, offsets, dsts] = data.slice(0, 4).map(numbers);
  const names = toArray(data[4]).map((name) => strOf(name) ?? '');
  const rule = data[5] instanceof PyBytes ? String.fromCharCode(...data[5].data) : null;
  if (offsets.length === 0 && (rule === null || rule === '')) throw valueError('No time zone information found.');
  try {
    const types = offsets.map((offset, i) => ({ offset, isDst: dsts[i] !== 0, name: names[i] }));
    return new ZoneTable({ changes, changeTypes, types, rule });
  } catch (e) {
    if (e instanceof MalformedRule) throw valueError(`malformed TZ string in ${what}: '${e.message}'`);
    throw e;
  }
}

function make(cls: PyType, table: ZoneTable, key: Value, isCached: boolean, fileText?: string): PyObject {
  const self = allocate(cls);
  zones.set(self, { table, key, fileText, isCached });
  return self;
}

function fromKey(cls: PyType, key: Value, isCached: boolean): PyObject {
  const path = call(importAttr('zoneinfo._tzpath', 'find_tzfile'), [key]);
  const file = path === None ? packagedFile(key) : call(importAttr('io', 'open'), [path, 'rb']);
  try {
    return make(cls, readTable(file, repr(key)), key, isCached);
  } finally {
    callMethod(file, 'close');
  }
}

/** From the package `tzdata`. The library's file says how to get that in Pyodide, where it comes from: not here. */
function packagedFile(key: Value): Value {
  try {
    return call(importAttr('zoneinfo._common', 'load_tzdata'), [key]);
  } catch (e) {
    const notFound = importAttr('zoneinfo._common', 'ZoneInfoNotFoundError') as PyType;
    if (!isError(e, notFound)) throw e;
    throw newError(notFound, `No time zone found with key ${str(key)}`);
  }
}

/** Seconds from 1970 that a datetime shows, whatever its zone. */
function shown(dt: Value): number {
  if (dt instanceof PyDateTime) return shownSeconds(dt);
  const field = (name: string) => Number(intOf(getAttr(dt, name)));
  const days = Number(intOf(callMethod(dt, 'toordinal'))) - 719163;
  return days * 86400 + field('hour') * 3600 + field('minute') * 60 + field('second');
}

function localAt(self: PyObject, dt: Value): LocalTime | undefined {
  const { table } = zoneOf(self);
  if (dt === None) return table.always;
  if (dt instanceof PyDateTime) return table.atWall(shownSeconds(dt), dt.year, dt.fold);
  const field = (name: string) => Number(intOf(getAttr(dt, name)));
  return table.atWall(shown(dt), field('year'), field('fold'));
}

function fromUtc(self: PyObject, dt: Value, delta: (seconds: number) => Value): Value {
  if (!isInstance(dt, importAttr('datetime', 'datetime'))) {
    throw typeError(`fromutc: argument must be a datetime instance, not ${givenType(dt)}`);
  }
  if (getAttr(dt, 'tzinfo') !== self) throw valueError('fromutc: dt.tzinfo is not self');
  const { local, fold } = zoneOf(self).table.atUtc(shown(dt), Number(intOf(getAttr(dt, 'year'))));
  const there = binaryOp(dt, delta(local.offset), 'nb_add');
  return fold ? callKw(getAttr(there, 'replace'), [], { fold: 1 }) : there;
}

nativeModule('_zoneinfo', (m) => {
  const timedelta = getAttr(importModule('datetime'), 'timedelta');
  const deltas = new Map<number, Value>();
  const delta = (seconds: number): Value => {
    let value = deltas.get(seconds);
    if (value === undefined) deltas.set(seconds, (value = call(timedelta, [0, seconds])));
    return value;
  };

  const ns = new PyDict();
  ns.setStr('__module__', 'zoneinfo');
  const t = makeClass('ZoneInfo', [importAttr('datetime', 'tzinfo') as PyType], ns);
  defClassMethod(t, 'no_cache(cls, key)', (cls: PyType, key: Value) => fromKey(cls, key, false), 'A zone of its own.');
  defClassMethod(
    t,
    'from_file(cls, file_obj, /, key=None)',
    (cls: PyType, file: Value, key: Value) => make(cls, readTable(file, repr(file)), key, false, repr(file)),
    'The zone that a TZif file describes.',
  );
  defClassMethod(
    t,
    'clear_cache(cls, *, only_keys=None)',
    (cls: PyType, keys: Value) => {
      if (keys === None) cacheOf(cls).clear();
      else for (const key of toArray(keys)) cacheOf(cls).delete(strOf(key) ?? '');
      return None;
    },
    'Forgets the zones made so far, or those of some keys.',
  );
  defClassMethod(t, '_unpickle(cls, key, from_cache, /)', (cls: PyType, key: Value, fromCache: Value) =>
    Number(fromCache) !== 0 ? call(cls, [key]) : fromKey(cls, key, false),
  );
  defGetSet(t, 'key', (self: PyObject) => zoneOf(self).key, undefined, 'The name it was asked for by.');
  const asked = (self: PyObject, dt: Value, answer: (local: LocalTime) => Value) => {
    const local = localAt(self, dt);
    return local === undefined ? None : answer(local);
  };
  defMethod(t, 'utcoffset(self, dt, /)', (self: PyObject, dt: Value) => asked(self, dt, (l) => delta(l.offset)));
  defMethod(t, 'dst(self, dt, /)', (self: PyObject, dt: Value) => asked(self, dt, (l) => delta(l.dst)));
  defMethod(t, 'tzname(self, dt, /)', (self: PyObject, dt: Value) => asked(self, dt, (l) => l.name));
  defMethod(t, 'fromutc(self, object, /)', (self: PyObject, dt: Value) => fromUtc(self, dt, delta));
  defMethod(t, '__reduce__(self, /)', (self: PyObject) => {
    const { key, fileText, isCached } = zoneOf(self);
    if (fileText !== undefined) {
      const error = importAttr('pickle', 'PicklingError') as PyType;
      throw newError(error, 'Cannot pickle a ZoneInfo file from a file stream.');
    }
    return new PyTuple([getAttr(self.cls, '_unpickle'), new PyTuple([key, isCached ? 1 : 0])]);
  });
  const shownAs = (self: PyObject) => {
    const { key, fileText } = zoneOf(self);
    const name = self.cls === t ? 'zoneinfo.ZoneInfo' : self.cls.name;
    return key === None ? `${name}.from_file(${fileText ?? ''})` : `${name}(key=${repr(key)})`;
  };
  defMethod(t, '__repr__(self, /)', shownAs);
  defMethod(t, '__str__(self, /)', (self: PyObject) => {
    const { key } = zoneOf(self);
    return key === None ? shownAs(self) : key;
  });
  updateAllSlots(t);
  defNewSig(t, '(cls, key)', (cls: PyType, key: Value) => {
    const name = strOf(key);
    const cached = name === undefined ? undefined : cacheOf(cls).get(name);
    if (cached !== undefined) return cached;
    const made = fromKey(cls, key, true);
    cacheOf(cls).set(name!, made);
    return made;
  });
  m.set('ZoneInfo', t);
});
