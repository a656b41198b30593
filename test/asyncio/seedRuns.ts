/**
 * Run by fakeNetwork.test.ts in a process of its own: runs a Python file under the fake host, for each of a range of
 * seeds twice, and prints one line of JSON a seed: what the two runs printed.
 *
 * Arguments: the file, the first seed, the number of seeds, the options of the network as JSON.
 */
import { readFileSync } from 'node:fs';
import { plainFlags } from '../../adapter/launchPlan';
import { hostRef } from '../../runtime/host/currentHost';
import { FakeHost, type FakeHostOptions } from '../../runtime/host/fake/fakeHost';
import { openLibraryFile } from '../../runtime/host/node/libraryFile';
import { PyDict } from '../../runtime/objects/dict';
import { PyBaseException } from '../../runtime/objects/exceptionTypes';
import { plainTraceback } from '../../runtime/modules/exceptionDisplay';
import { Program } from '../../runtime/program/program';
import { attention } from '../../runtime/vm/thread';

const [file, first, count, options] = process.argv.slice(2);
const host = (seed: number): FakeHost =>
  new FakeHost({ ...(JSON.parse(options) as FakeHostOptions), seed, attention: attention.word });

hostRef.host = host(0);
const program = new Program(openLibraryFile(), {
  target: { kind: 'file', value: '/program.py' },
  args: [],
  flags: { ...plainFlags, warnings: [], xoptions: [] },
  pythonPath: [],
  originTrackingDepth: 0,
});
const source = readFileSync(file, 'utf8');
const code = program.guest.compile(source, '/program.py', 'exec');

function run(seed: number): string {
  const current = host(seed);
  hostRef.host = current;
  const globals = new PyDict();
  globals.setStr('__name__', '__main__');
  try {
    program.guest.run(code, globals, globals);
  } catch (e) {
    if (!(e instanceof PyBaseException)) throw e;
    return `${current.output()}${plainTraceback(e)}`;
  }
  program.guest.run(flush, globals, globals);
  return current.output() + current.output(2);
}
const flush = program.guest.compile('import sys; sys.stdout.flush(); sys.stderr.flush()', '/flush.py', 'exec');

// Modules are imported once, and take some of the randomness then.
run(0);
for (let seed = Number(first); seed < Number(first) + Number(count); seed++)
  process.stdout.write(`${JSON.stringify([seed, run(seed), run(seed)])}\n`);
