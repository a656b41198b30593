/** `breakpointLocations`: lines that have code, and each await, async for and async with as a column of its own. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { badArgument } from '../dapError';
import { During, defineRequest } from '../request';

export const breakpointLocations = defineRequest<
  DebugProtocol.BreakpointLocationsArguments,
  { breakpoints: DebugProtocol.BreakpointLocation[] }
>({
  command: 'breakpointLocations',
  during: During.session,
  capabilities: { supportsBreakpointLocationsRequest: true },
  async handle(session, { source, line, endLine }) {
    if (typeof source?.path !== 'string') throw badArgument('breakpointLocations', 'the source has no path');
    const first = session.client.ourLine(line);
    const places = await session.ask('breakpointLocations', {
      path: session.client.ourPath(source.path),
      line: first,
      endLine: endLine === undefined ? first : session.client.ourLine(endLine),
    });
    return { breakpoints: places.map((place) => session.client.place(place)) };
  },
});
