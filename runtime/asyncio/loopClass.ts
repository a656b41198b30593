/**
 * Where our loop enters the library's asyncio.
 *
 * Owns: what is put into the library's modules right after they have run: native Handle and TimerHandle in
 * asyncio.events; shortcuts for awaiting asyncio.sleep(0) and for
 * gather(); in asyncio.unix_events the class EventLoop, made of our
 * native core and the library's own _UnixSelectorEventLoop, which the default policy then makes. The library's pure-Python
 * loops stay as they are.
 */
import { getAttr, setAttr } from '../objects/attributes';
import { PyDict } from '../objects/dict';
import { newError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { nativeFunction } from '../objects/native';
import type { PyType, Value } from '../objects/object';
import { makeClass } from '../objects/classCreation';
import { shortenGather } from './gathering';
import { handleType, timerHandleType } from './handle';
import { loopType } from './nativeLoop';
import { shortenSleep } from './sleepZero';
import { shortenConnections } from './shortcuts/install';
import { shortenStreams } from './shortcuts/messages';

/** What to do with a module of the library right after its code has run, by name. */
export const afterImport: Record<string, (module: Value) => void> = {
  'asyncio.events': (events) => {
    setAttr(events, '_PyHandle', getAttr(events, 'Handle'));
    setAttr(events, '_PyTimerHandle', getAttr(events, 'TimerHandle'));
    setAttr(events, 'Handle', handleType);
    setAttr(events, 'TimerHandle', timerHandleType);
  },
  'asyncio.tasks': (tasks) => {
    shortenSleep(tasks);
    shortenGather(tasks);
  },
  'asyncio.unix_events': (unixEvents) => {
    const ns = new PyDict();
    ns.setStr('__module__', 'asyncio.unix_events');
    ns.setStr('__doc__', "The event loop of Coroscope: natively scheduled, with CPython's own transports.");
    const cls = makeClass('EventLoop', [loopType, getAttr(unixEvents, '_UnixSelectorEventLoop') as PyType], ns);
    setAttr(unixEvents, 'EventLoop', cls);
    shortenStreams();
    shortenConnections(cls);
    const policy = getAttr(unixEvents, '_UnixDefaultEventLoopPolicy');
    setAttr(policy, '_loop_factory', cls);
    // DIFFERS: CPython 3.14 has no such method any more; what was written for 3.13 calls it whenever it closes a loop, and
    // takes this answer (a policy without a watcher) as well as an AttributeError badly.
    const childWatcher = nativeFunction('get_child_watcher(*args)', () => {
      throw newError(Exc.NotImplementedError);
    });
    setAttr(policy, 'get_child_watcher', childWatcher);
  },
};
