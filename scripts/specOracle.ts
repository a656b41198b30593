/**
 * Checks the specs against the oracle: `npm run spec:oracle`. Each must do on CPython 3.13 what it says; those marked
 * `# since: 3.14` are left to a Python 3.14 where there is one.
 */
import { relative } from 'node:path';
import { findSpecs, runSpecs } from '../test/spec/specs';
import { findPython } from './findPython';

let failed = 0;
let checked = 0;
const specs = findSpecs();
for (const version of ['3.13', '3.14']) {
  const python = findPython(version);
  if (python === null) {
    console.log(`No CPython ${version} found (on PATH or under pyenv): its specs are not checked.`);
    continue;
  }
  const mine = specs.filter((s) => s.since === null || Number(s.since.split('.')[1]) <= Number(version.split('.')[1]));
  const results = runSpecs(
    python,
    [],
    mine.map((s) => s.file),
  );
  for (const spec of mine) {
    const got = results.get(spec.file)!;
    checked++;
    if (
      JSON.stringify([got.lines.map((line) => line.trimEnd()), got.error]) === JSON.stringify([spec.lines, spec.error])
    )
      continue;
    failed++;
    console.log(`${relative(process.cwd(), spec.file)} on CPython ${version}:`);
    console.log(`  says ${JSON.stringify([spec.lines, spec.error])}`);
    console.log(`  does ${JSON.stringify([got.lines.map((line) => line.trimEnd()), got.error])}`);
  }
}
console.log(`${checked - failed} agree, ${failed} differ`);
process.exitCode = failed > 0 ? 1 : 0;
