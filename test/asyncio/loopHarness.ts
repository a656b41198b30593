/**
 * Runs Python text on the VM with the native loop alone, under a fake host with a virtual clock: no library needed.
 *
 * The few things the loop takes from the library (exception classes, reprs) are small stand-ins here.
 */
import { hostRef } from '../../runtime/host/currentHost';
import { FakeHost } from '../../runtime/host/fake/fakeHost';
import { compileModule } from '../../runtime/compiler/compile';
import { parseModule } from '../../runtime/syntax/parser';
import { installInterpreter } from '../../runtime/vm/interpreter';
import { runCode } from '../../runtime/vm/execution';
import { PyDict } from '../../runtime/objects/dict';
import { PyBaseException } from '../../runtime/objects/exceptionTypes';
import { sysState } from '../../runtime/objects/sysState';
import { repr } from '../../runtime/objects/text';
import { PyModule, strOf } from '../../runtime/objects/values';
import { createNativeModule } from '../../runtime/modules/registry';
import { nativeFunction } from '../../runtime/objects/native';
import { None } from '../../runtime/objects/builtinTypes';
import type { Value } from '../../runtime/objects/object';
import '../../runtime/modules/allModules';
import '../../runtime/modules/_contextvars';
import '../../runtime/modules/builtins';
import '../../runtime/asyncioModules';

const STAND_INS: Record<string, string> = {
  'asyncio.exceptions': `
class CancelledError(BaseException): pass
class InvalidStateError(Exception): pass
`,
  'asyncio.base_futures': `
def _future_repr(f): return '<' + type(f).__name__ + ' ' + f._state.lower() + '>'
`,
  'asyncio.base_tasks': `
def _task_repr(t): return '<Task ' + t.get_name() + ' ' + t._state.lower() + '>'
`,
  'asyncio.futures': `
def _set_result_unless_cancelled(f, result): pass
def isfuture(v): return getattr(v, '_asyncio_future_blocking', None) is not None
`,
  'asyncio.coroutines': `
def iscoroutine(v): return hasattr(v, 'send')
`,
  'asyncio.tasks': `
def ensure_future(v, loop):
    return loop.create_task(v) if hasattr(v, 'send') else v
`,
  'asyncio.base_events': `
def _run_until_complete_cb(f): f.get_loop().stop()
`,
  'asyncio.format_helpers': `
def _format_callback_source(f, args, debug=False): return getattr(f, '__qualname__', repr(f)) + '()'
`,
  threading: 'def get_ident(): return 1',
  weakref: 'class WeakValueDictionary: pass',
  main: '',
};

const PROLOGUE = `
class EventLoop(EventLoopCore):
    def __init__(self): pass
    def _asyncgen_firstiter_hook(self, g): pass
    def _asyncgen_finalizer_hook(self, g): pass
    def call_exception_handler(self, context):
        log(context['message'], type(context['exception']).__name__ if 'exception' in context else '')
async def sleep(delay, result=None):
    if delay <= 0:
        await bare()
        return result
    f = loop.create_future()
    loop.call_later(delay, lambda: f.done() or f.set_result(None))
    await f
    return result
class bare:
    def __await__(self): yield
loop = EventLoop()
`;

let installed = false;

function run(text: string, name: string, globals: PyDict): void {
  const code = compileModule(parseModule(text, name), { filename: name, source: text, mode: 'exec', optimize: 0 });
  runCode(code, globals, globals);
}

/**
 * Runs the text; returns what it gave to `log`, one line a call. Guest errors become JavaScript errors. The program
 * finds the native `modules` imported.
 */
export function runLoopProgram(text: string, host = new FakeHost(), modules: readonly string[] = []): string[] {
  hostRef.host = host;
  try {
    return runGuarded(text, modules);
  } catch (e) {
    // A guest exception as such would make the test runner print the whole object model.
    if (e instanceof PyBaseException)
      throw new Error(`${e.cls.name}: ${e.args.map((a) => strOf(a) ?? repr(a)).join(', ')}`);
    throw e;
  }
}

function runGuarded(text: string, modules: readonly string[]): string[] {
  if (!installed) {
    installed = true;
    installInterpreter();
    sysState.modules.setStr('builtins', createNativeModule('builtins')!);
    for (const [name, source] of Object.entries(STAND_INS)) {
      const module = new PyModule(name);
      sysState.modules.setStr(name, module);
      run(source, name, module.dict);
    }
  }
  const lines: string[] = [];
  const globals = new PyDict();
  globals.setStr('__name__', 'main');
  globals.update((createNativeModule('_asyncio') as PyModule).dict);
  globals.update((createNativeModule('_contextvars') as PyModule).dict);
  const log = nativeFunction('log(*args)', (args: Value[]) => {
    lines.push(args.map((a) => strOf(a) ?? repr(a)).join(' '));
    return None;
  });
  globals.setStr('log', log);
  for (const name of modules) globals.setStr(name, createNativeModule(name)!);
  run(PROLOGUE, 'prologue', globals);
  globals.update((sysState.modules.getStr('asyncio.exceptions') as PyModule).dict);
  run(text, 'program', globals);
  return lines;
}
