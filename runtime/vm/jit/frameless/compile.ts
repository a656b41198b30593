/**
 * Compiles a function or coroutine function to JavaScript that runs without a frame.
 *
 * Owns: which code objects can: they have no cells of their own, and take what they are called with by position.
 */
import { CodeFlag } from '../../../bytecode/code';
import { coroutineType, None } from '../../../objects/builtinTypes';
import { isSimple } from '../../../objects/function';
import { PyList, PyTuple } from '../../../objects/values';
import { cachedAttr, cachedMethod, cachedStore } from '../../ops/attributes';
import { attention } from '../../thread';
import { analyse } from '../analysis';
import type { CompileSource } from '../compile';
import type { Frameless } from '../exits';
import { leaveBefore, leaveWaiting } from './leaving';
import * as quiet from './quietValues';
import { FramelessWriter } from './writer';

/** Larger functions are seldom called so often that a frame is what costs. */
const MAX_INSTRUCTIONS = 300;

const helpers = {
  ...quiet,
  attention,
  cachedAttr,
  cachedMethod,
  cachedStore,
  coroutineType,
  leaveBefore,
  leaveWaiting,
  None,
  PyList,
  PyTuple,
};
const helperNames = Object.keys(helpers);
const helperValues = Object.values(helpers);

const never = CodeFlag.GENERATOR | CodeFlag.ASYNC_GENERATOR | CodeFlag.ITERABLE_COROUTINE;

export function compileFrameless(src: CompileSource, x: unknown, consts: unknown, caches: unknown): Frameless | null {
  const { code, words } = src;
  if (words.length > MAX_INSTRUCTIONS || code.cellvars.length > 0 || !isSimple(code) || code.flags & never) return null;
  if ((code.flags & CodeFlag.OPTIMIZED) === 0) return null;
  const analysis = analyse(words, [], src.nargs);
  if (analysis === null) return null;
  const text = new FramelessWriter(src, analysis.depth, analysis.entries).write();
  if (text === null) return null;
  // The text is made here, of opcode numbers and indices alone: nothing of the program's own text is in it.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const make = new Function(...helperNames, 'x', 'consts', 'caches', text) as (...args: unknown[]) => Frameless;
  return make(...helperValues, x, consts, caches);
}
