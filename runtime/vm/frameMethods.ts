/**
 * Frame and traceback objects seen from Python (CPython's frameobject.c, traceback.c; PEP 667).
 */
import { toIndex } from '../objects/toIndex';
import { coroutineType, frameType, None, tracebackType } from '../objects/builtinTypes';
import { identity } from '../objects/compare';
import { asMembers } from '../objects/descriptorTypes';
import { defGetSet, defMethod } from '../objects/descriptors';
import { PyList } from '../objects/values';
import { newError, runtimeError, typeError, valueError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { pyCodeOf } from '../objects/function';
import { typeOf, type PyObject, type PyType, type Value } from '../objects/object';
import { defNewSig, disallowNew } from '../objects/typeObject';
import { shownBuiltins } from '../objects/foreignBuiltins';
import { repr } from '../objects/text';
import { PyTraceback } from './exceptions';
import { Frame, How } from './frame';
import { makeAwaited } from './awaited';
import { frameLocals } from './frameLocals';
import { finishUnstarted, genClose, genRunner, GenState } from './generator';
import { ts } from './thread';
import { setLine } from './tracing/setLine';
import { givenType } from '../objects/typeNames';

export function installFrames(): void {
  const t = frameType;
  disallowNew(t);
  t.tp_repr = (f) => {
    const frame = f as Frame;
    return `<frame at 0x${identity(f as PyObject).toString(16)}, file ${repr(frame.code.filename)}, line ${frame.lineno}, code ${frame.code.name}>`;
  };
  defGetSet(t, 'f_back', (f: Frame) => backOf(f)?.show() ?? None);
  defGetSet(t, 'f_code', (f: Frame) => pyCodeOf(f.code));
  defGetSet(t, 'f_globals', (f: Frame) => f.globals);
  defGetSet(t, 'f_builtins', (f: Frame) => shownBuiltins(f.builtins));
  defGetSet(t, 'f_locals', (f: Frame) => frameLocals(f));
  defGetSet(t, 'f_lasti', (f: Frame) =>
    f.tracing !== null && f.tracing.returnFrom >= 0 ? f.tracing.returnFrom * 2 : Math.max(f.lasti, -1),
  );
  defGetSet(
    t,
    'f_lineno',
    (f: Frame) => (f.lineno < 0 ? None : f.lineno),
    (f: Frame, v) => {
      if (v === undefined) throw newError(Exc.AttributeError, 'cannot delete attribute');
      setLine(f, v);
    },
  );
  defGetSet(t, 'f_generator', (f: Frame) => {
    if (f.how === How.Await && f.back !== null) makeAwaited(f);
    return f.gen ?? None;
  });
  defGetSet(
    t,
    'f_trace',
    (f: Frame) => f.trace ?? None,
    (f: Frame, v) => void (f.trace = v === None ? undefined : v),
  );
  defGetSet(
    t,
    'f_trace_lines',
    (f: Frame) => f.traceLines,
    (f: Frame, v) => void (f.traceLines = v === true),
  );
  defGetSet(
    t,
    'f_trace_opcodes',
    (f: Frame) => f.traceOpcodes,
    (f: Frame, v) => void (f.traceOpcodes = v === true),
  );
  asMembers(t, 'f_trace_lines');
  defMethod(t, 'clear(self, /)', (f: Frame) => {
    if (isExecuting(f)) throw runtimeError('cannot clear an executing frame');
    if (f.gen !== null) {
      if (f.gen.state === GenState.Suspended) throw runtimeError('cannot clear a suspended frame');
      if (f.gen.state === GenState.Created && f.gen.cls === coroutineType) genRunner.discarded(f.gen);
      else if (f.gen.state === GenState.Created) finishUnstarted(f.gen);
      else genClose(f.gen);
    }
    f.s.fill(undefined);
    f.sp = f.x.base;
    return None;
  });
  defMethod(t, '__sizeof__(self, /)', (f: Frame) => 100 + 8 * f.s.length);
  installTracebacks();
}

/** The frame below, also of a frame that was left; for a suspended generator's frame none. */
export function backOf(f: Frame): Frame | null {
  if (f.gen !== null && f.gen.state !== GenState.Running) return null;
  return f.back;
}

function isExecuting(f: Frame): boolean {
  for (let g = ts.frame; g !== null; g = g.back) if (g === f) return true;
  return false;
}

function installTracebacks(): void {
  const t = tracebackType;
  defMethod(t, '__dir__(self, /)', () => new PyList(['tb_frame', 'tb_next', 'tb_lasti', 'tb_lineno']));
  defNewSig(
    t,
    '(cls, tb_next, tb_frame, tb_lasti, tb_lineno)',
    (_cls: PyType, next: Value, frame: Value, lasti: Value, lineno: Value) => {
      if (next !== None && !(next instanceof PyTraceback))
        throw typeError(`expected traceback object or None, got '${typeOf(next).tpName}'`);
      if (!(frame instanceof Frame))
        throw typeError(`traceback() argument 'tb_frame' must be frame, not ${givenType(frame)}`);
      return new PyTraceback(
        next === None ? undefined : (next as PyTraceback),
        frame,
        Number(toIndex(lasti)),
        Number(toIndex(lineno)),
      );
    },
  );
  defGetSet(t, 'tb_frame', (x: PyTraceback) => x.frame);
  defGetSet(t, 'tb_lasti', (x: PyTraceback) => Math.max(x.lasti, -1));
  asMembers(t, 'tb_frame', 'tb_lasti');
  defGetSet(t, 'tb_lineno', (x: PyTraceback) => (x.lineno < 0 ? None : x.lineno));
  defGetSet(
    t,
    'tb_next',
    (x: PyTraceback) => x.next ?? None,
    (x: PyTraceback, v) => {
      if (v === undefined) throw typeError("can't delete tb_next attribute");
      if (v !== None && !(v instanceof PyTraceback))
        throw typeError(`expected traceback object, got '${typeOf(v).tpName}'`);
      for (let y = v === None ? undefined : (v as PyTraceback); y !== undefined; y = y.next)
        if (y === x) throw valueError('traceback loop detected');
      x.next = v === None ? undefined : (v as PyTraceback);
    },
  );
}
