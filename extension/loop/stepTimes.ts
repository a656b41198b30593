/** The Event Loop view's part about how long steps take, as histograms in words. Knows nothing of VS Code. */
import type { LoopSnapshot } from '../../adapter/protocol';
import { count, type LookNode } from '../views/lookNode';

type Times = LoopSnapshot['stepTimes'][number];
type Durations = Times['running'];

/** The longest bar. */
const WIDTH = 20;

/** A node for each coroutine function, the one with the longest step first. */
export function stepTimeNodes(all: readonly Times[]): LookNode[] {
  return all
    .filter(({ running }) => total(running) > 0)
    .sort((a, b) => b.running.longest - a.running.longest)
    .map(({ coroutine, measured, running, ready }) => {
      const id = `steps/${coroutine}`;
      const steps = total(running);
      const those = measured < steps ? ` · ${measured} of them measured` : '';
      return {
        ...leaf(id, coroutine, `${count(steps, 'step')} · ${inWords(running)}${those}`),
        children: [histogram(`${id}/running`, 'Running', running), histogram(`${id}/ready`, 'Ready before', ready)],
      };
    });
}

function histogram(id: string, label: string, durations: Durations): LookNode {
  const { buckets } = durations;
  const most = Math.max(...buckets);
  const first = buckets.findIndex((times) => times > 0);
  const bars = buckets.slice(first).map((times, index) => {
    const bar = '█'.repeat(Math.ceil((times / most) * WIDTH));
    return leaf(`${id}/${first + index}`, `< ${duration(limit(first + index))}`, times === 0 ? '' : `${bar} ${times}`);
  });
  return { ...leaf(id, label, inWords(durations)), open: true, children: bars };
}

function inWords(durations: Durations): string {
  const { longest } = durations;
  return `half < ${duration(below(durations, 0.5))} · 99 % < ${duration(below(durations, 0.99))} · longest ${duration(longest)}`;
}

/** What that share of them stayed below, in seconds, as far as the buckets tell. */
function below(durations: Durations, share: number): number {
  let left = total(durations) * share;
  return limit(durations.buckets.findIndex((times) => (left -= times) <= 0));
}

/** What the durations in a bucket are less than, in seconds. */
function limit(bucket: number): number {
  return 2 ** bucket / 1e6;
}

function total({ buckets }: Durations): number {
  return buckets.reduce((sum, times) => sum + times, 0);
}

/** `16 µs`, `1.02 ms`, `2.1 s`: three digits at most. */
export function duration(seconds: number): string {
  const [value, unit] = seconds < 1e-3 ? [seconds * 1e6, 'µs'] : seconds < 1 ? [seconds * 1e3, 'ms'] : [seconds, 's'];
  return `${Number(value.toPrecision(3))} ${unit}`;
}

function leaf(id: string, label: string, description: string): LookNode {
  return { id, label, description, icon: '', taskId: null, children: [] };
}
