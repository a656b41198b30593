/** `setInstructionBreakpoints`: stops before instructions, by the addresses that `disassemble` gave. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { badArgument } from '../dapError';
import { During, defineRequest } from '../request';

export const setInstructionBreakpoints = defineRequest<
  DebugProtocol.SetInstructionBreakpointsArguments,
  { breakpoints: DebugProtocol.Breakpoint[] }
>({
  command: 'setInstructionBreakpoints',
  during: During.session,
  capabilities: { supportsInstructionBreakpoints: true },
  async handle(session, { breakpoints }) {
    const specs = breakpoints.map(({ instructionReference, offset = 0, condition, hitCondition }) => {
      const address = Number(instructionReference) + offset;
      if (!Number.isSafeInteger(address))
        throw badArgument('setInstructionBreakpoints', `address ${JSON.stringify(instructionReference)}`);
      return {
        id: session.breakpoints.newId(),
        address,
        ...(condition ? { condition } : {}),
        ...(hitCondition ? { hitCondition } : {}),
      };
    });
    const statuses = await session.ask('setInstructionBreakpoints', { breakpoints: specs });
    return {
      breakpoints: statuses.map(({ id, verified, message }, at) => ({
        id,
        verified,
        instructionReference: breakpoints[at].instructionReference,
        ...(breakpoints[at].offset === undefined ? {} : { offset: breakpoints[at].offset }),
        ...(message === undefined ? {} : { message }),
      })),
    };
  },
});
