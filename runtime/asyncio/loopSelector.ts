/**
 * `loop._selector`: what the library's transports (their reprs) and programs ask of a selector loop.
 *
 * Owns: a view of the loop's readers and writers in the form of a selectors.BaseSelector. The loop itself doesn't use it.
 */
import { bareType, None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { PyDict } from '../objects/dict';
import { defMethod } from '../objects/descriptors';
import { newError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { PyObject, type Value } from '../objects/object';
import { repr } from '../objects/text';
import { disallowNew } from '../objects/typeObject';
import { intOf, PyMappingProxy, PyTuple } from '../objects/values';
import { library } from './library';
import type { PyLoop } from './nativeLoop';

const selectorType = bareType('_asyncio.LoopSelector');

const EVENT_READ = 1;
const EVENT_WRITE = 2;

export class PyLoopSelector extends PyObject {
  constructor(readonly loop: PyLoop) {
    super(selectorType);
  }

  /** A selectors.SelectorKey; undefined where nobody watches the descriptor. */
  key(fd: number): Value | undefined {
    const reader = this.loop.readers.get(fd);
    const writer = this.loop.writers.get(fd);
    if (reader === undefined && writer === undefined) return undefined;
    const events = (reader === undefined ? 0 : EVENT_READ) | (writer === undefined ? 0 : EVENT_WRITE);
    return call(library('selectors', 'SelectorKey'), [fd, fd, events, new PyTuple([reader ?? None, writer ?? None])]);
  }
}

export function installLoopSelector(): void {
  const t = selectorType;
  t.isBase = false;
  disallowNew(t);
  defMethod(t, 'get_key(self, fileobj, /)', (s: PyLoopSelector, fileobj: Value) => {
    const fd = intOf(fileobj) ?? intOf(call(library('selectors', '_fileobj_to_fd'), [fileobj])) ?? -1;
    const key = s.key(Number(fd));
    if (key === undefined) throw newError(Exc.KeyError, `${repr(fileobj)} is not registered`);
    return key;
  });
  defMethod(t, 'get_map(self, /)', (s: PyLoopSelector) => {
    const map = new PyDict();
    for (const fd of new Set([...s.loop.readers.keys(), ...s.loop.writers.keys()])) map.set(fd, s.key(fd)!);
    return new PyMappingProxy(map);
  });
  defMethod(t, 'close(self, /)', () => None);
}
