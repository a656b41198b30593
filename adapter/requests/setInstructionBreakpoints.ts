/** `setInstructionBreakpoints`: stops before instructions, by the addresses that `disassemble` gave. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { placelessStatus } from '../breakpoints';
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
    const specs = breakpoints.map((breakpoint) => {
      const { instructionReference, offset = 0 } = breakpoint;
      const address = Number(instructionReference) + offset;
      if (!Number.isSafeInteger(address))
        throw badArgument('setInstructionBreakpoints', `address ${JSON.stringify(instructionReference)}`);
      return { ...session.breakpoints.common(breakpoint), address };
    });
    const statuses = await session.ask('setInstructionBreakpoints', { breakpoints: specs });
    return {
      breakpoints: statuses.map((status, at) => ({
        ...placelessStatus(status),
        instructionReference: breakpoints[at].instructionReference,
        ...(breakpoints[at].offset === undefined ? {} : { offset: breakpoints[at].offset }),
      })),
    };
  },
});
