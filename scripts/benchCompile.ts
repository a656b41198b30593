/**
 * How fast the parser and the compiler are: megabytes of the standard library's sources a second.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { compileModule } from '../runtime/compiler/compile';
import { parseModule } from '../runtime/syntax/parser';
import { readZip } from './readZip';

const PASSES = 3;

/** The best of some passes: the first one warms V8 up. */
export function compileSpeed(): number {
  const zip = join(dirname(require.resolve('pyodide/package.json')), 'python_stdlib.zip');
  const files = [...readZip(readFileSync(zip))]
    .filter((file) => file.name.endsWith('.py'))
    .map((file) => ({ name: file.name, source: new TextDecoder().decode(file.content()) }));
  let best = 0;
  for (let pass = 0; pass < PASSES; pass++) {
    const begin = performance.now();
    let characters = 0;
    for (const { name, source } of files) {
      characters += source.length;
      compileModule(parseModule(source, name), { filename: name, source, mode: 'exec', optimize: 0 });
    }
    best = Math.max(best, characters / 1000 / (performance.now() - begin));
  }
  return best;
}
