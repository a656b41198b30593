/** `setDataBreakpoints`: stops before what is watched gets another value. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { badArgument } from '../dapError';
import { During, defineRequest } from '../request';

export const setDataBreakpoints = defineRequest<
  DebugProtocol.SetDataBreakpointsArguments,
  { breakpoints: DebugProtocol.Breakpoint[] }
>({
  command: 'setDataBreakpoints',
  during: During.session,
  capabilities: { supportsDataBreakpoints: true },
  async handle(session, { breakpoints }) {
    const specs = breakpoints.map(({ dataId, accessType = 'write', condition, hitCondition }) => {
      if (accessType !== 'write') throw badArgument('setDataBreakpoints', `accessType '${accessType}'`);
      return {
        id: session.breakpoints.newId(),
        dataId,
        ...(condition ? { condition } : {}),
        ...(hitCondition ? { hitCondition } : {}),
      };
    });
    const statuses = await session.ask('setDataBreakpoints', { breakpoints: specs });
    return {
      breakpoints: statuses.map(({ id, verified, message }) => ({
        id,
        verified,
        ...(message === undefined ? {} : { message }),
      })),
    };
  },
});
