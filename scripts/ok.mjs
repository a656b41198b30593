// `npm run ok`: every check that needs no browser, each with its time; all run, so that one failure doesn't hide another.
// `--fast` leaves out the tests.
import { spawnSync } from 'node:child_process';

const checks = [
  ['format', 'npm', ['run', '-s', 'format:check']],
  ['types', 'npm', ['run', '-s', 'types']],
  ['lint', 'npm', ['run', '-s', 'lint']],
  ['layers', 'npm', ['run', '-s', 'layers']],
  ['unused', 'npm', ['run', '-s', 'unused']],
  ...(process.argv.includes('--fast') ? [] : [['tests', 'npm', ['test', '-s']]]),
];

const failed = [];
for (const [name, command, args] of checks) {
  const started = performance.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`ok: ${name} ${status === 0 ? 'passed' : 'FAILED'} (${seconds} s)`);
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.log(`ok: failed: ${failed.join(', ')}`);
  process.exit(1);
}
