/**
 * Every capability that `initialize` claims, each shown to work end to end. A claimed one without a test fails, and so
 * does a test of one that isn't claimed.
 */
import assert from 'node:assert/strict';
import { capabilities } from '../../adapter/requestTable';
import { Debuggee } from '../golden/debuggee';
import { breakpoints } from './capabilities/breakpoints';
import { FILE, type CapabilityTests } from './capabilities/capabilityTests';
import { control } from './capabilities/control';
import { inspection } from './capabilities/inspection';

const tests: CapabilityTests = { ...breakpoints, ...inspection, ...control };

describe('each claimed capability', function () {
  this.timeout(120_000);

  it('has a test here', () => {
    assert.deepEqual(Object.keys(tests).sort(), Object.keys(capabilities()).sort());
  });

  for (const [name, test] of Object.entries(tests)) {
    it(name, async () => {
      const debuggee = new Debuggee(FILE);
      try {
        await test(debuggee);
      } finally {
        await debuggee.close();
      }
    });
  }
});
