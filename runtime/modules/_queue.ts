/**
 * The module `_queue`: SimpleQueue, an unbounded FIFO (CPython's _queuemodule.c).
 */
import { None } from '../objects/builtinTypes';
import { isTrue } from '../objects/compare';
import { defClassMethod } from '../objects/descriptors';
import { PyDict } from '../objects/dict';
import { typeError, valueError } from '../objects/errors';
import { Exc, PyBaseException } from '../objects/exceptionTypes';
import { newGenericAlias } from '../objects/genericAlias';
import { PyObject, type PyType, type Value } from '../objects/object';
import { makeClass } from '../objects/classCreation';
import { defineType, defNew } from '../objects/typeObject';
import { nativeModule } from './registry';
import { secondsOf } from './seconds';
import { threads } from './threads';

class PySimpleQueue extends PyObject {
  items: Value[] = [];
  /** Items before this position have been taken. */
  taken = 0;

  get size(): number {
    return this.items.length - this.taken;
  }

  take(): Value {
    const v = this.items[this.taken++];
    if (this.taken > 32 && this.taken * 2 > this.items.length) {
      this.items.splice(0, this.taken);
      this.taken = 0;
    }
    return v;
  }
}

/** How long to wait; null for ever. */
function timeoutOf(v: Value): number | null {
  if (v === None) return null;
  const seconds = secondsOf(v);
  if (seconds < 0) throw valueError("'timeout' must be a non-negative number");
  return seconds;
}

nativeModule('_queue', (m) => {
  m.set('__doc__', 'The native part of the queue module.');
  const ns = new PyDict();
  ns.setStr('__module__', '_queue');
  ns.setStr('__doc__', 'Nothing in the queue within the time given.');
  const empty = makeClass('Empty', [Exc.Exception], ns);
  m.set('Empty', empty);
  const get = (self: PySimpleQueue, block: Value, timeout: Value): Value => {
    // The timeout is looked at even where nobody has to wait.
    const wait = isTrue(block) ? timeoutOf(timeout) : 0;
    if (self.size === 0) {
      if (wait === 0 || !threads.block(() => self.size > 0, wait)) throw new PyBaseException(empty, []);
    } else threads.wentOn();
    return self.take();
  };
  const put = (self: PySimpleQueue, item: Value): Value => {
    self.items.push(item);
    threads.changed();
    return None;
  };
  m.type(
    defineType({
      name: '_queue.SimpleQueue',
      doc: 'An unbounded first-in, first-out queue between threads.',
      slots: { alloc: (cls) => new PySimpleQueue(cls) },
      methods: {
        'put(self, /, item, block=True, timeout=None)': put,
        'put_nowait(self, /, item)': put,
        'get(self, /, block=True, timeout=None)': get,
        'get_nowait(self, /)': (self: PySimpleQueue) => get(self, false, None),
        'empty(self, /)': (self: PySimpleQueue) => self.size === 0,
        'qsize(self, /)': (self: PySimpleQueue) => self.size,
      },
      setup: (t) => {
        t.hasWeakref = true;
        defNew(t, (cls, args) => {
          if (args.length > 0) throw typeError('SimpleQueue() takes no arguments');
          return cls.alloc!(cls);
        });
        defClassMethod(
          t,
          '__class_getitem__(cls, object, /)',
          (cls: PyType, item: Value) => newGenericAlias(cls, item),
          'See PEP 585',
        );
      },
    }),
  );
});
