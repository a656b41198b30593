import assert from 'node:assert/strict';
import { surePower } from '../../runtime/base/elementary';
import { quickPower } from '../../runtime/base/quickPower';

/** A repeatable stream of numbers in [0, 1). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

describe('quick powers', () => {
  const next = numbers(20);
  const pairs: Record<string, () => [number, number]> = {
    'moderate numbers': () => [next() * 100, next() * 20 - 10],
    'all sizes': () => [Math.exp(next() * 600 - 300), next() * 4 - 2],
    'bases close to one': () => [1 + (next() - 0.5) * 2 ** -(next() * 50), (next() - 0.5) * 2000],
    'whole numbers': () => [2 + Math.floor(next() * 1000), Math.floor(next() * 80) - 40],
    halves: () => [2 + Math.floor(next() * 100), Math.floor(next() * 40) / 2 - 10],
  };
  for (const [name, pair] of Object.entries(pairs))
    it(`are those of the sure way, or not known: ${name}`, () => {
      let known = 0;
      for (let i = 0; i < 3000; i++) {
        const [x, y] = pair();
        const quick = quickPower(x, y);
        if (Number.isNaN(quick)) continue;
        known++;
        assert.equal(quick, surePower(x, y), `${x} ** ${y}`);
      }
      assert.ok(known > 2900, `only ${known} are known`);
    });
});
