import assert from 'node:assert/strict';
import { callNumber, CallLog, CallReader } from '../../runtime/host/callLog';
import { HostError } from '../../runtime/host/hostFiles';

describe('the record of calls', () => {
  it('gives each call its answer again, in turn', () => {
    const log = new CallLog();
    log.number(callNumber.now, 1.5);
    log.none(callNumber.wait);
    log.value(callNumber.random, Uint8Array.of(7, 8));
    log.failure(callNumber['files.open'], new HostError('ENOENT', 2, 'no such file', '/a', null));
    log.number(callNumber.now, 2.5);

    const reader = new CallReader(log.calls());
    const asked = [];
    const answers = [];
    for (let call = reader.peek(); call !== undefined; call = reader.peek()) {
      asked.push(call);
      try {
        answers.push(reader.take());
      } catch (error) {
        answers.push(error);
      }
    }
    const { now, wait, random } = callNumber;
    assert.deepEqual(asked, [now, wait, random, callNumber['files.open'], now]);
    const failure = answers.splice(3, 1)[0];
    assert.deepEqual(answers, [1.5, undefined, Uint8Array.of(7, 8), 2.5]);
    assert.ok(failure instanceof HostError);
    assert.deepEqual([failure.code, failure.errno, failure.path], ['ENOENT', 2, '/a']);
  });

  it('gives what is new part by part, with or without forgetting it', () => {
    const log = new CallLog();
    log.number(callNumber.now, 1);
    log.value(callNumber.random, 'a');
    assert.deepEqual([...log.take(false).numbers], [1]);
    log.number(callNumber.now, 2);
    const second = log.take(true);
    assert.deepEqual([[...second.numbers], second.values], [[2], []]);
    log.value(callNumber.random, 'b');
    assert.deepEqual(log.take(false).values, ['b']);
    assert.deepEqual(log.calls().values, ['b']);
    assert.equal(log.length, 4);
    log.close();
    log.number(callNumber.now, 3);
    assert.equal(log.take(false).kinds.length, 0);
    assert.equal(log.length, 5);
  });

  it('is given up, and lets go of what it has, when it is full', () => {
    const log = new CallLog(4096);
    for (let i = 0; i < 100; i++) log.number(callNumber.now, i);
    assert.equal(log.full, false);
    assert.equal(log.calls().kinds.length, 100);
    // What events carry counts, too.
    log.value(callNumber.wait, [{ kind: 'data', id: 3, data: new Uint8Array(4000) }]);
    log.number(callNumber.now, 1);
    assert.equal(log.full, true);
    assert.equal(log.length, 102);
    assert.deepEqual(log.calls(), { kinds: new Uint8Array(0), numbers: new Float64Array(0), values: [] });
  });
});
