/**
 * Floats on the operand stack that are in no object: the result of an operator stays a JavaScript number in a variable
 * of its own, n<place>, until an instruction wants the value itself; the place holds RAW meanwhile.
 *
 * Owns: when two operands are floats, and where their numbers are.
 */
import type { Writer } from '../writer';

interface FloatOperand {
  /** Empty: it is known to be a number. */
  test: string;
  value: string;
  likely: boolean;
}

export function floatOperand(w: Writer, place: number): FloatOperand {
  const t = `t${place}`;
  const known = w.known.get(place);
  switch (known?.kind) {
    case 'constant':
      return { test: '', value: known.text, likely: known.isFloat };
    case 'raw':
      // Sometimes it was the result of a helper: an object.
      return {
        test: `(${t}===RAW||${t}.cls===floatType&&(n${place}=${t}.value,true))`,
        value: `n${place}`,
        likely: true,
      };
    default:
      return { test: `${t}.cls===floatType`, value: `${t}.value`, likely: known !== undefined };
  }
}

/** The two operands on top of a stack of `d` values; null where both are constants. */
export function floatOperands(
  w: Writer,
  d: number,
): { test: string; left: string; right: string; likely: boolean } | null {
  const left = floatOperand(w, d - 2);
  const right = floatOperand(w, d - 1);
  const test = [left.test, right.test].filter((part) => part !== '').join('&&');
  if (test === '') return null;
  return { test, left: left.value, right: right.value, likely: left.likely || right.likely };
}

/** An operator on two operands may have left a float that is in no object. */
export function pushesRaw(w: Writer, d: number): void {
  w.known.delete(d - 1);
  w.becomesRaw(d - 2);
}
