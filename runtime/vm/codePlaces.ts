/**
 * Places in code objects of the library, by the names that are there: for native code that stands for such code and works
 * on its frame.
 */
import type { Code } from '../bytecode/code';
import { O } from './opcodeNumbers';

/** Where a frame keeps a variable. */
export function slotOf(code: Code, name: string): number {
  const { varnames, cellvars, freevars } = code;
  const cell = [...cellvars, ...freevars].indexOf(name);
  return cell >= 0 ? varnames.length + cell : varnames.indexOf(name);
}

const LOADS: readonly number[] = [O.LOAD_GLOBAL, O.LOAD_METHOD, O.LOAD_ATTR];
const CALLS: readonly number[] = [O.CALL_FUNCTION, O.CALL_FUNCTION_KW, O.CALL_METHOD, O.CALL_FUNCTION_EX];

/** The place of an instruction that loads `name`: the last. */
export function beforeLoad(code: Code, name: string): number {
  const ops = code.code;
  let i = ops.length;
  do i -= 2;
  while (i >= 0 && !(LOADS.includes(ops[i]) && code.names[ops[i + 1]] === name));
  return i / 2;
}

/** The place after the call of `name`, or of the method of that name: where it is loaded last, should it be so often. */
export function afterCall(code: Code, name: string): number {
  const ops = code.code;
  let i = 2 * beforeLoad(code, name);
  while (i >= 0 && i < ops.length && !CALLS.includes(ops[i])) i += 2;
  return i / 2 + 1;
}

/** The first instruction of this kind. */
export function placeOf(code: Code, op: number): number {
  const ops = code.code;
  let i = 0;
  while (i < ops.length && ops[i] !== op) i += 2;
  return i / 2;
}
