/**
 * The module `atexit`.
 */
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { equal } from '../objects/compare';
import { typeError } from '../objects/errors';
import { typeOf, type KwNames, type Value } from '../objects/object';
import { nativeModule } from './registry';
import { addGcRoot } from '../objects/finalizable';
import { ignored } from '../objects/unraisable';

interface Callback {
  f: Value;
  args: Value[];
  kw: KwNames;
}

let callbacks: (Callback | undefined)[] = [];

/** Calls what was registered, the last first. */
export function runAtexit(): void {
  while (callbacks.length > 0) {
    const c = callbacks.pop();
    if (c === undefined) continue;
    try {
      call(c.f, c.args, c.kw);
    } catch (e) {
      ignored(e, 'in atexit callback', c.f);
    }
  }
}

addGcRoot(() => callbacks);

nativeModule('atexit', (m) => {
  m.raw(
    'register(func, /, *args, **kwargs)',
    (args, kw) => {
      if (args.length === 0) throw typeError('register() takes at least 1 argument (0 given)');
      const [f, ...rest] = args;
      if (typeOf(f).tp_call === null) throw typeError('the first argument must be callable');
      callbacks.push({ f, args: rest, kw });
      return f;
    },
    'Adds a function, with its arguments, to those called when the program ends.',
  );
  m.def('unregister(func, /)', (f: Value) => {
    callbacks = callbacks.filter((c) => c !== undefined && !equal(c.f, f));
    return None;
  });
  m.def('_clear()', () => {
    callbacks = [];
    return None;
  });
  m.def('_run_exitfuncs()', () => {
    runAtexit();
    return None;
  });
  m.def('_ncallbacks()', () => callbacks.length);
});
