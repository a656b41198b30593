import assert from 'node:assert/strict';
import { coroutineGrowth } from '../../scripts/soak/coroutineGrowth';

describe('dropped coroutines', () => {
  it('leave nothing behind: 300,000 of them, suspended and never started', function () {
    this.timeout(120_000);
    const growth = coroutineGrowth(300_000);
    if (growth === null) {
      console.log('      (no /proc here, or nothing built: skipped)');
      this.skip();
    }
    // A suspended coroutine takes a kilobyte or more with its frames.
    assert.ok(growth.total < 110, `the process has grown by ${growth.total} MB`);
  });
});
