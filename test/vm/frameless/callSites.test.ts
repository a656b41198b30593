/** Where frameless code stands: what is known of code that the program has dropped. */
import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Code } from '../../../runtime/bytecode/code';
import {
  calledFromNotedPlace,
  callPlaces,
  callSite,
  callSites,
  isForgotten,
  notePlaces,
  standAt,
} from '../../../runtime/vm/jit/frameless/callSites';

const EXECUTED = 10_000;
const CALLS = 3;

describe('the places of calls in frameless code', () => {
  afterEach(() => {
    standAt(null);
  });

  function newCode(name: string): Code {
    return { name } as unknown as Code;
  }

  it('keep no more than a part of ten thousand functions that the program has dropped', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const dropped = Array.from({ length: EXECUTED }, (_, i) => {
      const code = newCode(`f${i}`);
      for (let at = 0; at < CALLS; at++) callSite(code, at);
      return new WeakRef(code);
    });
    // A WeakRef keeps its object up to the end of the turn.
    await new Promise(setImmediate);
    collect();
    const kept = dropped.filter((ref) => ref.deref() !== undefined).length;
    assert.ok(kept > 0 && kept * CALLS <= 8192, `${kept} kept`);
    assert.equal(dropped[0].deref(), undefined);
  });

  it('say nothing where one of them is known no more: frames are made then', () => {
    const [first, second] = [newCode('first'), newCode('second')];
    const old = callSite(first, 3);
    standAt(old);
    assert.equal(calledFromNotedPlace(), true);
    const stack: (Code | number)[] = [];
    assert.equal(notePlaces(stack, 8), 1);
    assert.deepEqual(stack, [first, 6]);
    for (let i = 0; !isForgotten(old); i++) callSite(newCode('other'), i);
    assert.equal(calledFromNotedPlace(), false);
    const known = callSite(second, 5);
    standAt(known);
    assert.equal(calledFromNotedPlace(), true);
    // It was called by the code that is known no more.
    callPlaces[1] = old;
    callSites.outermost = 1;
    assert.equal(calledFromNotedPlace(), false);
  });
});
