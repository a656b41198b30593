// sumCounts.mjs FILE RUNS [FAILED-STEP...]: adds up what countingReporter.cjs wrote and prints `N passed, N failed`
// last. Exits 1 when a test or a step failed, or when fewer than RUNS test runs came to their end.
import { readFileSync } from 'node:fs';

const [file, expectedRuns, ...failedSteps] = process.argv.slice(2);
const runs = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line));
const sum = (key) => runs.reduce((total, run) => total + run[key], 0);

const unfinished = Number(expectedRuns) - runs.length;
if (unfinished > 0) console.log(`${unfinished} of ${expectedRuns} test runs did not come to an end`);
if (failedSteps.length > 0) console.log(`failed: ${failedSteps.join(', ')}`);
const skipped = sum('pending') > 0 ? `, ${sum('pending')} skipped` : '';
console.log(`${sum('passes')} passed, ${sum('failures')} failed${skipped}`);
process.exit(sum('failures') > 0 || unfinished > 0 || failedSteps.length > 0 || sum('passes') === 0 ? 1 : 0);
