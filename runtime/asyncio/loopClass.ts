/**
 * Where our loop enters the library's asyncio.
 *
 * Owns: what is put into the library's modules right after they have run: native Handle and TimerHandle in
 * asyncio.events; in asyncio.unix_events the class EventLoop, made of our native core and the library's own
 * _UnixSelectorEventLoop, which the default policy then makes. The library's pure-Python loops stay as they are.
 */
import { getAttr, setAttr } from '../objects/attributes';
import { PyDict } from '../objects/dict';
import type { PyType, Value } from '../objects/object';
import { makeClass } from '../objects/typeObject';
import { handleType, timerHandleType } from './handle';
import { loopType } from './nativeLoop';

/** What to do with a module of the library right after its code has run, by name. */
export const afterImport: Record<string, (module: Value) => void> = {
  'asyncio.events': (events) => {
    setAttr(events, '_PyHandle', getAttr(events, 'Handle'));
    setAttr(events, '_PyTimerHandle', getAttr(events, 'TimerHandle'));
    setAttr(events, 'Handle', handleType);
    setAttr(events, 'TimerHandle', timerHandleType);
  },
  'asyncio.unix_events': (unixEvents) => {
    const ns = new PyDict();
    ns.setStr('__module__', 'asyncio.unix_events');
    ns.setStr('__doc__', "The event loop of Coroscope: natively scheduled, with CPython's own transports.");
    const cls = makeClass('EventLoop', [loopType, getAttr(unixEvents, '_UnixSelectorEventLoop') as PyType], ns);
    setAttr(unixEvents, 'EventLoop', cls);
    setAttr(getAttr(unixEvents, '_UnixDefaultEventLoopPolicy'), '_loop_factory', cls);
  },
};
