/**
 * Compiles a function or coroutine function to JavaScript that runs without a frame.
 *
 * Owns: which code objects can: they take what they are called with by position.
 */
import { CodeFlag } from '../../../bytecode/code';
import { coroutineType, functionType, listType, None } from '../../../objects/builtinTypes';
import { isSimple } from '../../../objects/function';
import { addField } from '../../../objects/inlineValues';
import { MAX_ITEMS } from '../../../objects/longArrays';
import { allocate } from '../../../objects/typeObject';
import { PyCell, PyList, PyTuple } from '../../../objects/values';
import { cachedAttr, cachedMethod, cachedOwn, cachedStore } from '../../ops/attributes';
import { attention } from '../../thread';
import { analyse } from '../analysis';
import type { CompileSource } from '../compile';
import type { Frameless } from '../exits';
import { callPlaces, callSites, quietCallFrom } from './callSites';
import { initOf, SuperSite } from './constructing';
import { leaveBefore, leaveWaiting } from './leaving';
import { learnQuietMethods, quietCall, quietContains } from './quietCalls';
import * as quiet from './quietValues';
import { FramelessWriter } from './writer';

/** Larger functions are seldom called so often that a frame is what costs. */
const MAX_INSTRUCTIONS = 300;

const helpers = {
  ...quiet,
  addField,
  attention,
  cachedAttr,
  cachedMethod,
  cachedOwn,
  cachedStore,
  callPlaces,
  coroutineType,
  allocate,
  functionType,
  initOf,
  SuperSite,
  leaveBefore,
  leaveWaiting,
  listType,
  MAX_ITEMS,
  None,
  PyCell,
  PyList,
  quietCall,
  quietCallFrom,
  quietContains,
  PyTuple,
};
const helperNames = Object.keys(helpers);
const helperValues = Object.values(helpers);

const never = CodeFlag.GENERATOR | CodeFlag.ASYNC_GENERATOR | CodeFlag.ITERABLE_COROUTINE;

export function compileFrameless(
  src: CompileSource,
  x: unknown,
  consts: unknown,
  caches: readonly unknown[],
): Frameless | null {
  const { code, words } = src;
  if (words.length > MAX_INSTRUCTIONS || !isSimple(code) || code.flags & never) return null;
  if ((code.flags & CodeFlag.OPTIMIZED) === 0) return null;
  learnQuietMethods();
  const analysis = analyse(words, [], src.nargs);
  if (analysis === null) return null;
  const text = new FramelessWriter(src, analysis.depth, caches, callSites.on).write();
  if (text === null) return null;
  // The text is made here, of opcode numbers and indices alone: nothing of the program's own text is in it.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const make = new Function(...helperNames, 'x', 'consts', 'caches', text) as (...args: unknown[]) => Frameless;
  return make(...helperValues, x, consts, caches);
}
