/** The rules by opcode. */
import { arithmeticRules } from './arithmetic';
import { buildingRules } from './building';
import { callRules } from './calls';
import { controlRules } from './control';
import { nameRules } from './names';
import type { Rule } from './rule';
import { stackRules } from './stack';
import { suspensionRules } from './suspension';

export const rules: (Rule | undefined)[] = [];
for (const part of [arithmeticRules, buildingRules, callRules, controlRules, nameRules, stackRules, suspensionRules])
  for (const [op, rule] of Object.entries(part)) rules[Number(op)] = rule;
