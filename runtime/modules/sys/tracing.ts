/**
 * `sys.settrace`, `sys.setprofile` and their like.
 *
 * Owns: the functions of the running thread, and handing them on when threads switch.
 */
import { None } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { typeError } from '../../objects/errors';
import { type Value } from '../../objects/object';
import { sysState } from '../../objects/sysState';
import { PyTuple } from '../../objects/values';
import { quiet } from '../../vm/tracing/monitoring';
import { updateTracing } from '../../vm/tracing/traceFunctions';
import type { ModuleBuilder } from '../registry';
import { perThread } from '../../vm/otherThreads';
import { givenType } from '../../objects/typeNames';

interface Saved {
  trace: Value | undefined;
  profile: Value | undefined;
  quiet: number;
  /** `everywhere.count` then. */
  at: number;
}

/** Of a thread that begins. */
const fresh = (): Saved => ({ trace: undefined, profile: undefined, quiet: 0, at: everywhere.count });

/** What was set for all threads, and when: a thread that goes on takes it over what it had before. */
const everywhere = {
  count: 0,
  trace: { at: 0, value: undefined as Value | undefined },
  profile: { at: 0, value: undefined as Value | undefined },
};

function setterForAll(key: 'trace' | 'profile'): (f: Value) => Value {
  return (f) => {
    everywhere[key] = { at: ++everywhere.count, value: f === None ? undefined : f };
    return setter(key)(f);
  };
}

function setter(key: 'trace' | 'profile'): (f: Value) => Value {
  return (f) => {
    sysState[key] = f === None ? undefined : f;
    updateTracing();
    return None;
  };
}

export function defTracing(m: ModuleBuilder): void {
  m.def(
    'settrace(function, /)',
    setter('trace'),
    'Has function called at calls, lines, returns and exceptions of this thread; None ends that.',
  );
  m.def(
    'setprofile(function, /)',
    setter('profile'),
    'Has function called at calls and returns of this thread; None ends that.',
  );
  m.def('_settraceallthreads(function, /)', setterForAll('trace'));
  m.def('_setprofileallthreads(function, /)', setterForAll('profile'));
  m.def('gettrace()', () => sysState.trace ?? None);
  m.def('getprofile()', () => sysState.profile ?? None);
  m.def('call_tracing(func, args, /)', (f: Value, args: Value) => {
    if (!(args instanceof PyTuple)) throw typeError(`call_tracing() argument 2 must be tuple, not ${givenType(args)}`);
    const { depth } = quiet;
    quiet.depth = 0;
    try {
      return call(f, [...args.items]);
    } finally {
      quiet.depth = depth;
    }
  });
  perThread.push({
    save: (): Saved => ({
      trace: sysState.trace,
      profile: sysState.profile,
      quiet: quiet.depth,
      at: everywhere.count,
    }),
    load: (saved) => {
      const { at, quiet: depth, ...own } = (saved ?? fresh()) as Saved;
      const trace = everywhere.trace.at > at ? everywhere.trace.value : own.trace;
      const profile = everywhere.profile.at > at ? everywhere.profile.value : own.profile;
      const changed = trace !== sysState.trace || profile !== sysState.profile;
      sysState.trace = trace;
      sysState.profile = profile;
      quiet.depth = depth;
      if (changed) updateTracing();
    },
  });
}
