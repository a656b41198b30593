/**
 * Puts an end to the late optimising of workerStart.ts, as soon as the program has hot code of its own.
 */
import { setFlagsFromString } from 'node:v8';
import { OptimizeAfter } from '../door';

export function optimizeSoon(): void {
  setFlagsFromString(`--interrupt-budget=${OptimizeAfter.RUNNING}`);
}
