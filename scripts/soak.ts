/**
 * npm run soak: creates and drops ten million coroutines, suspended ones and never started ones; the process must not
 * grow with their number. Takes minutes; the tests do the same with fewer.
 */
import { coroutineGrowth } from './soak/coroutineGrowth';

const COUNT = 10_000_000;
const MOST_MB = 150;

const started = performance.now();
const growth = coroutineGrowth(COUNT);
if (growth === null) console.log('Needs /proc and a build: npm run build');
else {
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${COUNT} coroutines in ${seconds.toFixed(0)} s: ${growth.first} MB after ${COUNT / 20}, ${growth.total} MB in the end`,
  );
  process.exitCode = growth.total > MOST_MB ? 1 : 0;
}
