/** What `-b` warns of: bytes and str taken for each other. Owns: when to warn. */
import { strType } from './builtinTypes';
import { Exc } from './exceptionTypes';
import { interp } from './interp';
import { Cmp, isInstanceOf, type Value } from './object';
import { sysState } from './sysState';
import { intOf } from './values';

/** `left` is of the type called `kind`, `right` of another that it is never equal to. */
export function warnOfComparison(kind: 'bytes' | 'bytearray', right: Value, op: Cmp): void {
  if (!sysState.bytesWarning || (op !== Cmp.EQ && op !== Cmp.NE)) return;
  if (isInstanceOf(right, strType)) warn(`Comparison between ${kind} and string`);
  else if (kind === 'bytes' && intOf(right) !== undefined) warn('Comparison between bytes and int');
}

export function warnOfStr(kind: 'bytes' | 'bytearray'): void {
  if (sysState.bytesWarning) warn(`str() on a ${kind} instance`);
}

function warn(text: string): void {
  interp().warn(Exc.BytesWarning, text, 1);
}
