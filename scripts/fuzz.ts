/**
 * npm run fuzz -- --seconds N --seed S: differential fuzzing against CPython.
 *
 *   --seconds N    how long (60)            --count N     or how many programs
 *   --seed S       which programs (1)       --only KIND   expressions, function, generator, classes, … (SUBJECTS)
 *   --from I       the first program's number (0)
 *   --show         print the programs instead of running them
 *
 * A program is a function of the seed and its number. Of every kind of difference the first program is minimised and
 * printed.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findPython } from './findPython';
import { programSeed, seeded } from './fuzz/choices';
import { Comparison, kindOf } from './fuzz/compare';
import { cpython314, processInterpreter } from './fuzz/interpreters';
import { minimise } from './fuzz/minimise';
import { randomProgram, replay, SUBJECTS } from './fuzz/programs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    count: { type: 'string' },
    only: { type: 'string', default: '' },
    show: { type: 'boolean', default: false },
  },
});

const seed = Number(values.seed);
const from = Number(values.from);
const subject = values.only;
const count = values.count === undefined ? Infinity : Number(values.count);

function program(i: number): ReturnType<typeof randomProgram> {
  return randomProgram(seeded(programSeed(seed, i)), subject);
}

async function run(): Promise<number> {
  const python = findPython('3.13');
  const cli = join(__dirname, '..', 'dist', 'cli.js');
  if (!existsSync(cli)) throw new Error('Build first: npm run build');
  if (python === null) console.log('No CPython 3.13 found (on PATH or under pyenv): 3.14 alone is the oracle.');
  const ours = processInterpreter(process.execPath, [cli]);
  const oracle = python === null ? null : processInterpreter(python, []);
  const comparison = new Comparison(ours, oracle, await cpython314());
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  const kinds = new Set<string>();
  let ran = 0;
  let differing = 0;
  for (; ran < count && (count < Infinity || seconds() < Number(values.seconds)); ran++) {
    const made = program(from + ran);
    const difference = await comparison.difference(made.source);
    if (difference === null) continue;
    differing++;
    const kind = kindOf(difference);
    if (kinds.has(kind)) continue;
    kinds.add(kind);
    const small = await minimise(
      made,
      (choices) => replay(choices, subject),
      async (source) => {
        const d = await comparison.difference(source);
        return d !== null && kindOf(d) === kind;
      },
    );
    const { expected, got } = (await comparison.difference(small.source)) ?? difference;
    console.log(`--- seed ${seed}, program ${from + ran}\n${small.source}  CPython ${expected}\n  here    ${got}`);
  }
  ours.close();
  oracle?.close();
  console.log(`${ran} programs in ${seconds().toFixed(0)} s, ${differing} differ, in ${kinds.size} ways`);
  return differing;
}

if (subject !== '' && !(SUBJECTS as readonly string[]).includes(subject))
  throw new Error(`--only is one of ${SUBJECTS.join(', ')}`);
if (values.show)
  for (let i = from; i < from + Math.min(count, 20); i++) console.log(`# --- program ${i}\n${program(i).source}`);
else
  void run().then((differing) => {
    process.exitCode = differing > 0 ? 1 : 0;
  });
