/** `setDataBreakpoints`: stops before what is watched gets another value. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { placelessStatus } from '../breakpoints';
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
    const specs = breakpoints.map((breakpoint) => {
      const { dataId, accessType = 'write' } = breakpoint;
      if (accessType !== 'write') throw badArgument('setDataBreakpoints', `accessType '${accessType}'`);
      return { ...session.breakpoints.common(breakpoint), dataId };
    });
    const statuses = await session.ask('setDataBreakpoints', { breakpoints: specs });
    return { breakpoints: statuses.map(placelessStatus) };
  },
});
