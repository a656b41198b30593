/** How the loop's callbacks are timed while somebody looks on, with a host whose clock and ticks the test moves. */
import assert from 'node:assert/strict';
import { hostRef } from '../../runtime/host/currentHost';
import { FakeHost } from '../../runtime/host/fake/fakeHost';
import {
  countsOf,
  recording,
  settle,
  startLookingForSlow,
  startRecording,
  stepBegins,
  stepEnded,
  stopLookingForSlow,
  stopRecording,
} from '../../runtime/asyncio/recording';
import { liveTasks, type LiveTask } from '../../runtime/asyncio/runningLoop';
import { allStepTimes, type StepTimes } from '../../runtime/asyncio/stepTimes';

const TICK = 10_000;

/** Its clock goes by microseconds, and ticks each ten milliseconds while they are wanted. */
class TickingHost extends FakeHost {
  override readonly ticks: never = new Int32Array(1) as never;
  looks = 0;
  microseconds = 0;
  private readonly word = this.ticks as Int32Array;

  override now(): number {
    this.looks++;
    return this.microseconds / 1e6;
  }

  override keepTicking(): void {
    this.word[0] ||= 1;
  }

  pass(microseconds: number): void {
    const before = Math.floor(this.microseconds / TICK);
    this.microseconds += microseconds;
    if (this.word[0] !== 0) this.word[0] += Math.floor(this.microseconds / TICK) - before;
  }

  stopTicking(): void {
    this.word[0] = 0;
  }
}

describe('timing the steps of tasks', () => {
  let host: TickingHost;
  let names = 0;
  const made: LiveTask[] = [];

  beforeEach(() => {
    host = new TickingHost();
    hostRef.host = host;
    startRecording(host.now(), () => false);
  });

  afterEach(() => {
    for (const task of made.splice(0)) liveTasks.delete(task);
    stopRecording();
    stopLookingForSlow();
  });

  function newTask(coroutineName = `function ${names++}`): LiveTask {
    const task = { liveIndex: -1, coroutineName } as LiveTask;
    liveTasks.add(task);
    made.push(task);
    return task;
  }

  function step(task: LiveTask, microseconds: number): void {
    const times = stepBegins(task);
    host.pass(microseconds);
    stepEnded(task, times);
  }

  const running = (task: LiveTask): number => countsOf(task).running;
  const timesOf = (task: LiveTask): StepTimes => allStepTimes().find(([name]) => name === task.coroutineName)![1];
  const counted = (task: LiveTask): number => timesOf(task).running.buckets.reduce((sum, times) => sum + times, 0);

  it('measures each step that takes ten microseconds or more, with one look', () => {
    const task = newTask();
    const before = host.looks;
    for (let i = 0; i < 1000; i++) step(task, 10 + (i % 7));
    assert.equal(host.looks - before, 1000);
    assert.equal(timesOf(task).measured, 1000);
    assert.equal(Math.round(running(task)), host.microseconds);
  });

  it('measures some of the shorter steps, and looks at the clock for these only', () => {
    const task = newTask();
    const before = host.looks;
    for (let i = 0; i < 10_000; i++) step(task, 2);
    const { measured } = timesOf(task);
    assert.ok(measured > 60 && measured < 200, `${measured} measured`);
    assert.ok(host.looks - before <= 2 * measured + 10, `${host.looks - before} looks`);
    settle();
    assert.equal(Math.round(running(task)), host.microseconds);
  });

  it('counts each step in the histogram, but for the estimated ones that no measured one stands for yet', () => {
    const task = newTask();
    for (let i = 0; i < 10_000; i++) step(task, 3);
    assert.ok(counted(task) > 10_000 - 134 && counted(task) <= 10_000, `${counted(task)} counted`);
    // All but those in which a tick came took from 2 to 4 microseconds.
    assert.ok(timesOf(task).running.buckets[2] >= counted(task) - 10);
  });

  it('notices a long step among the short ones, and whose it was', () => {
    const [quick, slow] = [newTask(), newTask()];
    for (let i = 0; i < 1000; i++) {
      step(quick, 2);
      step(slow, 2);
    }
    while (timesOf(slow).toEstimate === 0) step(slow, 2);
    step(slow, 50_000);
    assert.equal(Math.round(timesOf(slow).running.longest / 1000), 50);
    assert.ok(timesOf(quick).running.longest < 1000);
    assert.ok(running(slow) > 51_900 && running(slow) < 52_500, `${running(slow)} µs`);
  });

  it('gives what estimates leave over to the task that ran last: no time is lost', () => {
    const tasks = [newTask(), newTask()];
    for (let i = 0; i < 5000; i++) {
      step(tasks[0], i % 100 === 0 ? 300 : 1);
      step(tasks[1], 3);
    }
    settle();
    assert.equal(Math.round(running(tasks[0]) + running(tasks[1])), host.microseconds);
  });

  it('counts a measured step that is long once, also where the steps before it were estimated', () => {
    const task = newTask();
    for (let i = 0; i < 1000; i++) step(task, 2);
    while (timesOf(task).toEstimate > 0) step(task, 2);
    step(task, 5000);
    assert.equal(timesOf(task).running.buckets[13], 1);
    for (let i = 0; i < 1000; i++) step(task, 2);
    assert.equal(timesOf(task).running.buckets[13], 1);
    assert.ok(counted(task) > 1800, `${counted(task)} counted`);
  });

  it('measures each step when the ticks have stopped', () => {
    const task = newTask();
    for (let i = 0; i < 1000; i++) step(task, 2);
    host.stopTicking();
    host.keepTicking = () => undefined;
    const { measured } = timesOf(task);
    for (let i = 0; i < 1000; i++) step(task, 2);
    assert.equal(timesOf(task).measured - measured, 1000);
  });

  it('keeps the counts of tasks whose places in the list of live tasks change', () => {
    const tasks = Array.from({ length: 1000 }, () => newTask('many'));
    for (const [i, task] of tasks.entries()) step(task, 100 + i);
    for (const task of tasks.slice(0, 900)) liveTasks.delete(task);
    const left = tasks.slice(900);
    assert.ok(left[0].liveIndex < 900);
    assert.deepEqual(
      left.map((task) => Math.round(running(task))),
      left.map((_, i) => 1000 + i),
    );
    // A place that was another's begins anew.
    assert.equal(running(newTask('many')), 0);
  });

  it('stops, and forgets what tasks did, when nobody looks any more', () => {
    const task = newTask();
    step(task, 100);
    stopRecording();
    assert.deepEqual([recording.on, recording.counts, liveTasks.watcher], [false, false, null]);
    const later = newTask();
    startRecording(host.now(), () => false);
    step(later, 30);
    assert.deepEqual([task, later].map(running).map(Math.round), [0, 30]);
  });

  it('notices slow steps without noting anything else of tasks', () => {
    stopRecording();
    startLookingForSlow(host.now());
    const task = newTask();
    const steps = [20, 200_000, 20].map((microseconds) => {
      const times = stepBegins(task);
      host.pass(microseconds);
      return Math.round(stepEnded(task, times));
    });
    assert.deepEqual(steps, [20, 200_000, 20]);
    assert.equal(
      allStepTimes().some(([name]) => name === task.coroutineName),
      false,
    );
    startRecording(host.now(), () => false);
    stopLookingForSlow();
    step(task, 50);
    assert.equal(Math.round(running(task)), 50);
    assert.equal(recording.on, true);
  });

  it('ends a step that began before the recording did, or after it ended', () => {
    const task = newTask();
    const begun = stepBegins(task);
    stopRecording();
    host.pass(40);
    assert.equal(Math.round(stepEnded(task, begun)), 40);
    startLookingForSlow(host.now());
    const other = stepBegins(task);
    startRecording(host.now(), () => false);
    host.pass(60);
    stepEnded(task, other);
    assert.equal(Math.round(running(task)), 60);
  });
});
