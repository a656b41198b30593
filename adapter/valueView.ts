/**
 * Values as the protocol writes them. Owns: translating the engine's VariableInfo. Must not know: where they come from.
 */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { ValueInfo, VariableInfo } from '../runtime/index';

interface ValueBody {
  type: string;
  variablesReference: number;
  namedVariables?: number;
  indexedVariables?: number;
  presentationHint?: DebugProtocol.VariablePresentationHint;
}

export function valueBody(value: ValueInfo): ValueBody {
  const attributes = value.readOnly ? ['readOnly'] : [];
  const hinted = value.kind !== undefined || value.lazy === true || attributes.length > 0;
  return {
    type: value.type,
    variablesReference: value.reference,
    ...(value.named > 0 ? { namedVariables: value.named } : {}),
    ...(value.indexed > 0 ? { indexedVariables: value.indexed } : {}),
    ...(hinted
      ? {
          presentationHint: {
            ...(value.kind === undefined ? {} : { kind: value.kind }),
            ...(attributes.length > 0 ? { attributes } : {}),
            ...(value.lazy ? { lazy: true } : {}),
          },
        }
      : {}),
  };
}

export function variableBody(variable: VariableInfo): DebugProtocol.Variable {
  return {
    name: variable.name,
    value: variable.value,
    ...valueBody(variable),
    ...(variable.evaluateName === undefined ? {} : { evaluateName: variable.evaluateName }),
  };
}
