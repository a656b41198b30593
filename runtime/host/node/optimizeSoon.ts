/**
 * What V8 is to optimise while a program runs: its compiled code at once, the interpreter's loop if it is much used then.
 */
import { setFlagsFromString } from 'node:v8';
import { OptimizeAfter, OptimizeUpTo } from '../door';

let isRunning = false;

/** The program has hot code of its own: an end to the late optimising of workerStart.ts. */
export function optimizeSoon(): void {
  isRunning = true;
  setFlagsFromString(`--interrupt-budget=${OptimizeAfter.RUNNING}`);
  setFlagsFromString(`--max-optimized-bytecode-size=${OptimizeUpTo.SMALL}`);
  // What is written from now on is hot: it need not be interpreted by V8 first.
  setFlagsFromString('--always-sparkplug');
}

/** Much of it is interpreted all the same. */
export function optimizeLarge(): void {
  setFlagsFromString(`--max-optimized-bytecode-size=${OptimizeUpTo.LARGE}`);
}

/**
 * The runtime writes code: what it runs for that is soon over, so it is not optimised before the program's own. Functions
 * keep the limit under which they ran first.
 */
export function optimizeLater(now: boolean): void {
  if (isRunning) setFlagsFromString(`--interrupt-budget=${now ? OptimizeAfter.STARTING : OptimizeAfter.RUNNING}`);
}
