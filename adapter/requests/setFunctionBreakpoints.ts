/** `setFunctionBreakpoints`: stops where a function of that name or qualified name begins. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { During, defineRequest } from '../request';

export const setFunctionBreakpoints = defineRequest<
  DebugProtocol.SetFunctionBreakpointsArguments,
  { breakpoints: DebugProtocol.Breakpoint[] }
>({
  command: 'setFunctionBreakpoints',
  during: During.session,
  capabilities: { supportsFunctionBreakpoints: true },
  async handle(session, { breakpoints }) {
    session.breakpoints.functions = breakpoints.map(({ name, condition, hitCondition }) => ({
      id: session.breakpoints.newId(),
      name,
      ...(condition ? { condition } : {}),
      ...(hitCondition ? { hitCondition } : {}),
    }));
    const statuses = await session.ask('setFunctionBreakpoints', { breakpoints: session.breakpoints.functions });
    return {
      breakpoints: statuses.map(({ id, verified, message }) => ({ id, verified, ...(message ? { message } : {}) })),
    };
  },
});
