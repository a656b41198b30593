/**
 * What a rule is: the JavaScript text of one instruction.
 *
 * `at`: the instruction's index; `arg`: its operand; `d`: the depth of the operand stack before it.
 */
import type { O } from '../../opcodeNumbers';
import type { Writer } from '../writer';

export type Rule = (w: Writer, at: number, arg: number, d: number, op: O) => string;

export type Rules = Partial<Record<O, Rule>>;
