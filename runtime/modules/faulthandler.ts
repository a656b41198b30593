/**
 * The module `faulthandler`: tracebacks on demand. DIFFERS: the process can't crash in C here, so nothing is caught.
 */
import { callMethod } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { isTrue } from '../objects/compare';
import { interp } from '../objects/interp';
import type { Value } from '../objects/object';
import { sysState } from '../objects/sysState';
import { PyDict } from '../objects/dict';
import { host } from '../host/currentHost';
import { intOf } from '../objects/values';
import type { Frame } from '../vm/frame';
import { fileOf } from './fileDescriptors';
import { nativeModule } from './registry';
import { threads } from './threads';

const encoder = new TextEncoder();

function write(file: Value | undefined, text: string): void {
  const target = file === undefined || file === None ? sysState.sysDict?.getStr('stderr') : file;
  if (target === undefined || target === None) return;
  const fd = intOf(target);
  if (fd !== undefined) fileOf(Number(fd)).write(encoder.encode(text));
  else {
    callMethod(target, 'write', [text]);
    callMethod(target, 'flush');
  }
}

/** -X faulthandler, -X dev and PYTHONFAULTHANDLER. */
function startsEnabled(): boolean {
  const options = sysState.sysDict?.getStr('_xoptions');
  const asked = options instanceof PyDict && (options.has('faulthandler') || options.has('dev'));
  return asked || (!sysState.ignoresEnvironment && (host().env.PYTHONFAULTHANDLER ?? '') !== '');
}

nativeModule('faulthandler', (m) => {
  let enabled = startsEnabled();
  m.def('enable(file=sys.stderr, all_threads=True, c_stack=True)', () => {
    enabled = true;
    return None;
  });
  m.def('disable()', () => {
    const was = enabled;
    enabled = false;
    return was;
  });
  m.def('is_enabled()', () => enabled);
  m.def('dump_traceback(file=sys.stderr, all_threads=True)', (file: Value | undefined, all: Value) => {
    let text = isTrue(all)
      ? `Current thread 0x${threads.current.ident.toString(16).padStart(16, '0')} (most recent call first):\n`
      : 'Stack (most recent call first):\n';
    for (let f = interp().currentFrame() as Frame | null | undefined; f; f = f.back)
      text += `  File "${f.code.filename}", line ${f.lineno} in ${f.code.name}\n`;
    write(file, text);
    return None;
  });
  m.def('dump_c_stack(file=sys.stderr)', () => None);
  m.def('dump_traceback_later(timeout, repeat=False, file=sys.stderr, exit=False)', () => None);
  m.def('cancel_dump_traceback_later()', () => None);
  m.def('register(signum, file=sys.stderr, all_threads=True, chain=False)', () => None);
  m.def('unregister(signum, /)', () => false);
});
