/**
 * The hooks of `sys`: displayhook, excepthook, unraisablehook, breakpointhook, audit.
 */
import { callMethod, lookupAttr } from '../../objects/attributes';
import { builtinsRef } from '../../objects/builtinsHook';
import { None } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { isError, runtimeError, typeError } from '../../objects/errors';
import { Exc, PyBaseException } from '../../objects/exceptionTypes';
import { interp } from '../../objects/interp';
import { typeOf, type KwNames, type Value } from '../../objects/object';
import { sysState } from '../../objects/sysState';
import { repr, str } from '../../objects/text';
import { PyTuple, strOf } from '../../objects/values';
import { debugHooks } from '../../vm/probes';
import { displayException, displayIgnored } from '../exceptionDisplay';
import { importModule } from '../importing';
import { childEnvironment } from '../posix/process';
import type { ModuleBuilder } from '../registry';
import { structSeqType } from '../structSeq';

/** `sys.displayhook`: prints an expression's value and binds it to `_`. */
function displayHook(v: Value): Value {
  const builtins = builtinsRef.dict;
  if (builtins === undefined) throw runtimeError('lost builtins module');
  if (v === None) return None;
  builtins.setStr('_', None);
  const out = sysState.sysDict?.getStr('stdout');
  if (out === undefined || out === None) throw runtimeError('lost sys.stdout');
  const text = repr(v);
  try {
    callMethod(out, 'write', [text]);
  } catch (e) {
    if (!isError(e, Exc.UnicodeEncodeError)) throw e;
    const encoding = strOf(lookupAttr(out, 'encoding') ?? 'utf-8') ?? 'utf-8';
    const bytes = callMethod(text, 'encode', [encoding, 'backslashreplace']);
    const buffer = lookupAttr(out, 'buffer');
    if (buffer !== undefined) callMethod(buffer, 'write', [bytes]);
    else callMethod(out, 'write', [callMethod(bytes, 'decode', [encoding, 'strict'])]);
  }
  callMethod(out, 'write', ['\n']);
  builtins.setStr('_', v);
  return None;
}

/**
 * `sys.breakpointhook`: what $PYTHONBREAKPOINT names (os.environ may have changed it), else the debugger of the session,
 * where there is one, else pdb.set_trace.
 */
function breakpointHook(args: Value[], kw: KwNames): Value {
  const wanted = sysState.ignoresEnvironment ? '' : (childEnvironment.get('PYTHONBREAKPOINT') ?? '');
  if (wanted === '0') return None;
  if (wanted === '' && debugHooks.breakpointCall !== null) {
    debugHooks.breakpointCall();
    return None;
  }
  const path = wanted === '' ? 'pdb.set_trace' : wanted;
  const dot = path.lastIndexOf('.');
  try {
    const module = importModule(dot < 0 ? 'builtins' : path.slice(0, dot));
    const f = lookupAttr(module, path.slice(dot + 1));
    if (f !== undefined) return call(f, args, kw);
  } catch (e) {
    if (!isError(e, Exc.ImportError)) throw e;
  }
  interp().warn(Exc.RuntimeWarning, `Ignoring unimportable $PYTHONBREAKPOINT: "${path}"`, 1);
  return None;
}

/** An exception nobody can catch, told on sys.stderr (CPython's write_unraisable_exc). */
function unraisableHook(args: Value): Value {
  if (!(args instanceof PyTuple) || typeOf(args).name !== 'UnraisableHookArgs')
    throw typeError('sys.unraisablehook argument type must be UnraisableHookArgs');
  const [, value, , message, object] = args.items;
  const out = sysState.sysDict?.getStr('stderr');
  if (out === undefined || out === None) return None;
  const write = (text: string) => callMethod(out, 'write', [text]);
  if (message !== None) write(object === None ? `${str(message)}:\n` : `${str(message)}: ${safeRepr(object)}\n`);
  else if (object !== None) write(`Exception ignored in: ${safeRepr(object)}\n`);
  if (value instanceof PyBaseException) displayIgnored(value, out);
  if (lookupAttr(out, 'flush') !== undefined) callMethod(out, 'flush');
  return None;
}

function safeRepr(v: Value): string {
  try {
    return repr(v);
  } catch {
    return '<object repr() failed>';
  }
}

/** Makes the value that unraisable hooks get; set when `sys` is made. */
export let makeUnraisable: (e: PyBaseException, message: Value, object: Value) => Value;

export function audit(event: string, args: Value[]): void {
  for (const hook of sysState.auditHooks) call(hook, [event, new PyTuple(args)]);
}

export function defHooks(m: ModuleBuilder): void {
  const argsType = structSeqType(
    'UnraisableHookArgs',
    ['exc_type', 'exc_value', 'exc_traceback', 'err_msg', 'object'],
    'What sys.unraisablehook() gets: the exception and where it came from.',
  );
  m.set('UnraisableHookArgs', argsType.type);
  makeUnraisable = (e, message, object) => argsType.make([e.cls, e, e.traceback ?? None, message, object]);
  const hooks: [string, Value][] = [
    [
      'displayhook',
      m.def(
        'displayhook(object, /)',
        displayHook,
        'Shows a value that the interactive prompt computed and stores it in builtins._.',
      ),
    ],
    [
      'excepthook',
      m.def(
        'excepthook(exctype, value, traceback, /)',
        (_type: Value, value: Value, tb: Value) => {
          if (!(value instanceof PyBaseException)) {
            const out = sysState.sysDict?.getStr('stderr');
            if (out !== undefined && out !== None)
              callMethod(out, 'write', [
                value === None
                  ? 'NoneType: None\n'
                  : `TypeError: print_exception(): Exception expected for value, ${typeOf(value).tpName} found\n`,
              ]);
            return None;
          }
          if (value.traceback === undefined && tb !== None && typeof tb === 'object' && typeOf(tb).name === 'traceback')
            value.traceback = tb;
          displayException(value);
          return None;
        },
        'Shows an exception with its traceback on sys.stderr.',
      ),
    ],
    [
      'unraisablehook',
      m.def('unraisablehook(unraisable, /)', unraisableHook, 'Reports an exception that nobody can catch.'),
    ],
    [
      'breakpointhook',
      m.raw(
        'breakpointhook(*args, **kwargs)',
        breakpointHook,
        'What breakpoint() calls: the hook that enters the debugger.',
      ),
    ],
  ];
  for (const [name, f] of hooks) m.set(`__${name}__`, f);
  m.raw(
    'audit(event, /, *args)',
    (args, kw) => {
      if (kw !== null && kw.length > 0) throw typeError('audit() takes no keyword arguments');
      if (args.length === 0) throw typeError('audit expected at least 1 argument, got 0');
      const event = strOf(args[0]);
      if (event === undefined) throw typeError(`expected str for argument 'event', not ${typeOf(args[0]).tpName}`);
      audit(event, args.slice(1));
      return None;
    },
    'Tells the audit hooks of an event.',
  );
  m.def(
    'addaudithook(hook)',
    (hook: Value) => {
      try {
        audit('sys.addaudithook', []);
      } catch (e) {
        if (isError(e, Exc.RuntimeError)) return None;
        throw e;
      }
      sysState.auditHooks.push(hook);
      return None;
    },
    'Adds a function that is told of events; hooks stay until the program ends.',
  );
}
