/** `setBreakpoints`: lines, conditions, hit counts, log messages, await points and their modes. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { BreakpointMode, BreakpointSpec } from '../../runtime/index';
import { badArgument } from '../dapError';
import { During, defineRequest } from '../request';
import type { Session } from '../session';

const MODES: readonly { mode: BreakpointMode; label: string; description: string; appliesTo: ['source'] }[] = [
  { mode: 'line', label: 'Line', description: 'Stops before the line runs', appliesTo: ['source'] },
  {
    mode: 'suspend',
    label: 'Suspend',
    description: 'Stops when a coroutine is really suspended at an await of the line',
    appliesTo: ['source'],
  },
  {
    mode: 'resume',
    label: 'Resume',
    description: 'Stops when a coroutine that was suspended at an await of the line goes on',
    appliesTo: ['source'],
  },
  {
    mode: 'cancel',
    label: 'Cancel',
    description: 'Stops when a cancellation arrives at an await of the line',
    appliesTo: ['source'],
  },
  {
    mode: 'complete',
    label: 'Complete',
    description: 'Stops when an await of the line has its value, before that is used',
    appliesTo: ['source'],
  },
];

export const setBreakpoints = defineRequest<
  DebugProtocol.SetBreakpointsArguments,
  { breakpoints: DebugProtocol.Breakpoint[] }
>({
  command: 'setBreakpoints',
  during: During.session,
  capabilities: {
    supportsConditionalBreakpoints: true,
    supportsHitConditionalBreakpoints: true,
    supportsLogPoints: true,
    breakpointModes: [...MODES],
  },
  async handle(session, { source, breakpoints = [] }) {
    if (typeof source?.path !== 'string') throw badArgument('setBreakpoints', 'the source has no path');
    const path = session.client.ourPath(source.path);
    const specs = breakpoints.map((breakpoint) => specOf(session, breakpoint));
    session.breakpoints.byPath.set(path, specs);
    if (session.plan?.noDebug) {
      return { breakpoints: specs.map(({ id }) => ({ id, verified: false, message: 'running without debugging' })) };
    }
    const statuses = await session.ask('setBreakpoints', { path, breakpoints: specs });
    return { breakpoints: statuses.map((status) => session.client.breakpoint(status)) };
  },
});

function specOf(session: Session, breakpoint: DebugProtocol.SourceBreakpoint): BreakpointSpec {
  const { line, column, logMessage, mode = 'line' } = breakpoint;
  if (!Number.isInteger(line)) throw badArgument('setBreakpoints', `line ${JSON.stringify(line)}`);
  if (!MODES.some((known) => known.mode === mode)) throw badArgument('setBreakpoints', `mode '${mode}'`);
  return {
    ...session.breakpoints.common(breakpoint),
    line: session.client.ourLine(line),
    mode: mode as BreakpointMode,
    ...(column === undefined ? {} : { column: session.client.ourColumn(column) }),
    ...(logMessage ? { logMessage } : {}),
  };
}
