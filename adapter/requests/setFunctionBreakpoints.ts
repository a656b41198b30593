/** `setFunctionBreakpoints`: stops where a function of that name or qualified name begins. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { placelessStatus } from '../breakpoints';
import { During, defineRequest } from '../request';

export const setFunctionBreakpoints = defineRequest<
  DebugProtocol.SetFunctionBreakpointsArguments,
  { breakpoints: DebugProtocol.Breakpoint[] }
>({
  command: 'setFunctionBreakpoints',
  during: During.session,
  capabilities: { supportsFunctionBreakpoints: true },
  async handle(session, { breakpoints }) {
    session.breakpoints.functions = breakpoints.map((breakpoint) => ({
      ...session.breakpoints.common(breakpoint),
      name: breakpoint.name,
    }));
    const statuses = await session.ask('setFunctionBreakpoints', { breakpoints: session.breakpoints.functions });
    return { breakpoints: statuses.map(placelessStatus) };
  },
});
