/**
 * print, input and breakpoint: the builtin functions that use the streams and hooks of `sys`.
 */
import { callMethod } from '../../objects/attributes';
import { None } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { isTrue } from '../../objects/compare';
import { newError, runtimeError, typeError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { typeOf, type Value } from '../../objects/object';
import { sysState } from '../../objects/sysState';
import { str } from '../../objects/text';
import { PyBytes, strOf } from '../../objects/values';
import { host } from '../../host/currentHost';
import type { Frame } from '../../vm/frame';
import { otherThreads } from '../../vm/otherThreads';
import { ts } from '../../vm/thread';
import type { ModuleBuilder } from '../registry';

const encoder = new TextEncoder();

/** A stream of `sys`; undefined before there is a `sys`. Raises RuntimeError when the program deleted it. */
function stream(name: string): Value | undefined {
  if (sysState.sysDict === undefined) return undefined;
  const s = sysState.sysDict.getStr(name);
  if (s === undefined) throw runtimeError(`lost sys.${name}`);
  return s;
}

function separator(v: Value, name: string, fallback: string): string {
  if (v === None) return fallback;
  const s = strOf(v);
  if (s === undefined) throw typeError(`${name} must be None or a string, not ${typeOf(v).tpName}`);
  return s;
}

function print(args: Value[], sep: Value, end: Value, file: Value, flush: Value): Value {
  const between = separator(sep, 'sep', ' ');
  const after = separator(end, 'end', '\n');
  const out = file === None ? stream('stdout') : file;
  if (out === None) return None;
  if (out === undefined) {
    // No `sys` yet: the runtime is being tried without its library.
    host().write(1, encoder.encode(args.map(str).join(between) + after));
    return None;
  }
  const write = (text: string): Value => callMethod(out, 'write', [text]);
  if (typeOf(out).isHeap) {
    args.forEach((v, i) => {
      if (i > 0) write(between);
      write(str(v));
    });
    write(after);
  } else {
    // A native stream: one write, of what there was before a failing __str__, too.
    let text = '';
    try {
      args.forEach((v, i) => {
        if (i > 0) text += between;
        text += str(v);
      });
      text += after;
    } finally {
      write(text);
    }
  }
  if (isTrue(flush)) callMethod(out, 'flush');
  return None;
}

function flushQuietly(s: Value): void {
  try {
    callMethod(s, 'flush');
  } catch (e) {
    if (!(e instanceof Error)) return;
    throw e;
  }
}

/** Frames whose thread waits in `input`: the prompt is there already. */
const prompted = new WeakSet<Frame>();

function readLine(stdin: Value, frame: Frame | null): Value {
  if (frame !== null) prompted.delete(frame);
  try {
    return callMethod(stdin, 'readline');
  } catch (e) {
    if (frame !== null && otherThreads.isParking(e)) prompted.add(frame);
    throw e;
  }
}

/** DIFFERS: CPython edits lines with readline on a terminal; here sys.stdin always gives the line. */
function input(prompt: Value): Value {
  const stdin = stream('stdin');
  const stdout = stream('stdout');
  if (stdin === undefined || stdin === None) throw runtimeError('input(): lost sys.stdin');
  if (stdout === undefined || stdout === None) throw runtimeError('input(): lost sys.stdout');
  const stderr = stream('stderr');
  if (stderr === undefined || stderr === None) throw runtimeError('input(): lost sys.stderr');
  flushQuietly(stderr);
  const frame = ts.frame;
  // A thread that was parked while it waited for its line comes here again.
  if (prompt !== None && !(frame !== null && prompted.has(frame))) callMethod(stdout, 'write', [str(prompt)]);
  flushQuietly(stdout);
  const line = readLine(stdin, frame);
  if (line instanceof PyBytes) throw typeError('object.readline() returned non-string');
  const text = strOf(line);
  if (text === undefined) throw typeError('object.readline() returned non-string');
  if (text === '') throw newError(Exc.EOFError, 'EOF when reading a line');
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

export function defIoFunctions(m: ModuleBuilder): void {
  m.def(
    "print(*args, sep=' ', end='\\n', file=None, flush=False)",
    print,
    "Writes the values as text to file (sys.stdout), with sep between them and end after the last.\n\nflush=True empties the stream's buffer afterwards.",
  );
  m.def(
    "input(prompt='', /)",
    (prompt: Value) => input(prompt),
    'Writes prompt to sys.stdout and reads a line from sys.stdin, without its newline; EOFError at the end.',
  );
  m.raw(
    'breakpoint(*args, **kws)',
    (args, kw) => {
      const hook = sysState.sysDict?.getStr('breakpointhook');
      if (hook === undefined) throw runtimeError('lost sys.breakpointhook');
      return call(hook, args, kw);
    },
    'Stops in the debugger, by sys.breakpointhook() with the same arguments.',
  );
}
