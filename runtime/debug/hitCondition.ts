/** Hit conditions of breakpoints: `5`, `>= 5`, `% 5`. Owns: reading and judging them. */
import { AgentError } from './agentProtocol';

export type HitTest = (hits: number) => boolean;

const TESTS: Record<string, (hits: number, number: number) => boolean> = {
  '': (hits, number) => hits === number,
  '==': (hits, number) => hits === number,
  '=': (hits, number) => hits === number,
  '>': (hits, number) => hits > number,
  '>=': (hits, number) => hits >= number,
  '<': (hits, number) => hits < number,
  '<=': (hits, number) => hits <= number,
  '%': (hits, number) => number !== 0 && hits % number === 0,
};

export function parseHitCondition(text: string): HitTest {
  const match = /^\s*(==|=|>=|>|<=|<|%|)\s*(\d+)\s*$/.exec(text);
  if (!match) throw new AgentError(`'${text}' is no hit condition: a number, or one of == >= > <= < % and a number`);
  const test = TESTS[match[1]];
  const number = Number(match[2]);
  return (hits) => test(hits, number);
}
