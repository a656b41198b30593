/**
 * The second tier: compiles a hot code object to a JavaScript function from its bytecode, over the same frame.
 *
 * Owns: whether to compile, and making the function of the text. What the text says of an instruction is in rules/.
 */
import type { Code } from '../../bytecode/code';
import type { Value } from '../../objects/object';
import { analyse, type Start } from './analysis';
import type { Compiled } from './exits';
import { helpers } from './helpers';
import { Namespace } from './namespace';
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
  /** What was run before is not written: code that is run once goes on from here. */
  from: Start;
  /** Such code's namespace; else null. */
  ns: Value | null;
}

const helperValues = new Map<string, unknown>(Object.entries(helpers));

/** Compiles, or gives null where it is not worth it or the code is out of the ordinary. */
export function compileToJs(
  src: CompileSource,
): ((x: unknown, consts: unknown, names: unknown, caches: readonly unknown[]) => Compiled) | null {
  if (src.words.length > MAX_INSTRUCTIONS) return null;
  const analysis = analyse(src.words, src.code.exceptionTable, src.nargs, src.from);
  if (analysis === null) return null;
  return (x, consts, nameList, caches) => {
    const known = Namespace.of(src.ns);
    const text = new Writer(src, analysis, caches, known).write();
    // V8 reads a parameter list each time: only those that the text has.
    const used = new Set<string>();
    for (const [word] of text.matchAll(/\b[A-Za-z]\w+/g)) if (helperValues.has(word)) used.add(word);
    // The text is made here, of opcode numbers and indices alone: nothing of the program's own text is in it.
    // eslint-disable-next-line @typescript-eslint/no-implied-eval
    const make = new Function(...used, 'x', 'consts', 'names', 'caches', 'known', text) as (
      ...args: unknown[]
    ) => Compiled;
    return make(...[...used].map((name) => helperValues.get(name)), x, consts, nameList, caches, known);
  };
}
