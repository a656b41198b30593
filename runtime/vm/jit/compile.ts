/**
 * The second tier: compiles a hot code object to a JavaScript function from its bytecode, over the same frame.
 *
 * Owns: whether to compile, and making the function of the text. What the text says of an instruction is in rules/.
 */
import type { Code } from '../../bytecode/code';
import { analyse } from './analysis';
import type { Compiled } from './exits';
import { helpers } from './helpers';
import { Writer } from './writer';

/** Larger functions are not worth V8's time. */
const MAX_INSTRUCTIONS = 1500;

export interface CompileSource {
  code: Code;
  /** Plain words: nothing fused, nothing patched. */
  words: Int32Array;
  base: number;
  nlocals: number;
  /** Parameters, which need no check for being set unless they are deleted. */
  nargs: number;
}

const helperNames = Object.keys(helpers);
const parameters = [...helperNames, 'x', 'consts', 'names', 'caches'];
const helperValues = Object.values(helpers);

/** Compiles, or gives null where it is not worth it or the code is out of the ordinary. */
export function compileToJs(
  src: CompileSource,
): ((x: unknown, consts: unknown, names: unknown, caches: readonly unknown[]) => Compiled) | null {
  if (src.words.length > MAX_INSTRUCTIONS) return null;
  const analysis = analyse(src.words, src.code.exceptionTable);
  if (analysis === null) return null;
  return (x, consts, nameList, caches) => {
    const text = new Writer(src, analysis.depth, analysis.entries, caches).write();
    // The text is made here, of opcode numbers and indices alone: nothing of the program's own text is in it.
    // eslint-disable-next-line @typescript-eslint/no-implied-eval
    const make = new Function(...parameters, text) as (...args: unknown[]) => Compiled;
    return make(...helperValues, x, consts, nameList, caches);
  };
}
