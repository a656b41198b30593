/**
 * Native code that stands for a Python function of the library, as long as nobody looks into it.
 *
 * It takes the place of the second tier's compiled code: a breakpoint in the function, a step into it or a trace puts
 * the Python code back.
 */
import type { Code } from '../bytecode/code';
import { PyFunction } from '../objects/function';
import type { Value } from '../objects/object';
import { execOf, type ExecCode } from './execCode';
import type { Frame } from './frame';
import { type Compiled, Exit, leaving } from './jit/exits';
import { debugHooks } from './probes';
import { attention } from './thread';
import { tracing } from './tracing/instrument';

/** So much more often left to the Python code than done here, and that is compiled instead. */
const PATIENCE = 100;

/** The frame's slots, which begin with the arguments, bound; and the frame. */
type Shortcut = (args: readonly (Value | undefined)[], f: Frame) => Value | undefined;

/** `run` gives undefined where it has done nothing, and the Python code is to do it. */
export function standIn(x: ExecCode, run: Shortcut): Compiled {
  return standInAnywhere(x, (f) => (f.pc === 0 ? run(f.s, f) : undefined) ?? null);
}

/**
 * The same for what may be suspended: `run` goes on wherever the frame stands, as compiled code does; it gives null where
 * it has done nothing, undefined where it has left in another way (`leaving`).
 */
export function standInAnywhere(x: ExecCode, run: (f: Frame) => Value | undefined | null): Compiled {
  let misses = 0;
  const standing = (f: Frame): Value | undefined => {
    const result = run(f);
    if (result !== null) {
      if (misses > 0) misses--;
      return result;
    }
    leaving.exit = Exit.Interpret;
    if (++misses > PATIENCE) x.standDown(standing);
    return undefined;
  };
  x.standIn(standing);
  return standing;
}

/** The same for a function, where it is one. */
export function shortcut(fn: Value | undefined, run: Shortcut): void {
  if (fn instanceof PyFunction) standIn(execOf(fn.code), run);
}

/** Functions whose calls native code leaves out. */
export class LeftOut {
  private readonly functions: readonly PyFunction[];
  private readonly codes: readonly Code[];

  constructor(functions: readonly (Value | undefined)[]) {
    this.functions = functions.filter((fn) => fn instanceof PyFunction);
    this.codes = this.functions.map((fn) => fn.code);
  }

  /** They have the code they had, and nobody looks into it: no breakpoint, no step, no trace. */
  get isUnwatched(): boolean {
    if (tracing.on || attention.word[0] !== 0) return false;
    const { functions, codes } = this;
    for (let i = 0; i < codes.length; i++) {
      const code = codes[i];
      if (functions[i].code !== code || isWatched(code)) return false;
    }
    return true;
  }
}

/** What hasn't run yet can have a breakpoint all the same, which is put there when it is made ready to run. */
function isWatched(code: Code): boolean {
  if (code.exec === null && debugHooks.prepared === null) return false;
  return execOf(code).isWatched;
}
