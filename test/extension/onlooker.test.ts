/** Which sessions a view asks, and which it tells that nobody looks any more. */
import assert from 'node:assert/strict';
import { Onlooker } from '../../extension/views/onlooker';

describe('a view that looks into programs', () => {
  let told: string[];
  let onlooker: Onlooker<string, string>;

  beforeEach(() => {
    told = [];
    onlooker = new Onlooker<string, string>({
      ask(session) {
        told.push(`ask ${session}`);
        return session === 'ended' ? Promise.reject(new Error('it has ended')) : Promise.resolve(`tree of ${session}`);
      },
      leave(session) {
        told.push(`leave ${session}`);
        return session === 'ended' ? Promise.reject(new Error('it has ended')) : Promise.resolve();
      },
    });
  });

  it('asks at every change while it is visible', async () => {
    assert.equal(await onlooker.look('a', true), 'tree of a');
    assert.equal(await onlooker.look('a', true), 'tree of a');
    assert.deepEqual(told, ['ask a', 'ask a']);
  });

  it('leaves once when it is hidden, and asks again when it is shown', async () => {
    await onlooker.look('a', true);
    assert.equal(await onlooker.look('a', false), undefined);
    assert.equal(await onlooker.look('a', false), undefined);
    await onlooker.look('a', true);
    assert.deepEqual(told, ['ask a', 'leave a', 'ask a']);
  });

  it('leaves one session for another', async () => {
    await onlooker.look('a', true);
    assert.equal(await onlooker.look('b', true), 'tree of b');
    await onlooker.look(undefined, true);
    assert.deepEqual(told, ['ask a', 'leave a', 'ask b', 'leave b']);
  });

  it('leaves once where two changes come at a time', async () => {
    await onlooker.look('a', true);
    await Promise.all([onlooker.look('a', false), onlooker.look('a', false)]);
    assert.deepEqual(told, ['ask a', 'leave a']);
  });

  it('shows nothing of a session that has ended, and leaves it nonetheless', async () => {
    assert.equal(await onlooker.look('ended', true), undefined);
    assert.equal(await onlooker.look('b', true), 'tree of b');
    assert.deepEqual(told, ['ask ended', 'leave ended', 'ask b']);
  });

  it('says nothing to a session that it never asked', async () => {
    await onlooker.look('a', false);
    await onlooker.look('b', false);
    assert.deepEqual(told, []);
  });
});
