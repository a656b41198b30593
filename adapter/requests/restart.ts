/** `restart`: the program from the beginning, in the same session, with the breakpoints that are set. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { planLaunch } from '../launchPlan';
import type { LaunchArguments } from '../protocol';
import { During, defineRequest } from '../request';

interface RestartArguments extends DebugProtocol.RestartArguments {
  arguments?: LaunchArguments;
}

export const restart = defineRequest<RestartArguments>({
  command: 'restart',
  during: During.session,
  capabilities: { supportsRestartRequest: true },
  async handle(session, args) {
    const plan = args.arguments ? planLaunch(args.arguments) : session.plan!;
    await session.dropEngine();
    session.phase = 'starting';
    await session.startEngine(plan);
    const { byPath, functions, exceptions } = session.breakpoints;
    if (!plan.noDebug) {
      for (const [path, breakpoints] of byPath) await session.ask('setBreakpoints', { path, breakpoints });
      if (functions.length > 0) await session.ask('setFunctionBreakpoints', { breakpoints: functions });
      await session.ask('setExceptionBreakpoints', { filters: exceptions });
    }
    session.phase = 'running';
    const { stopOnEntry, justMyCode, noDebug, timeline } = plan;
    await session.ask('run', { stopOnEntry: stopOnEntry && !noDebug, justMyCode, timeline });
  },
});
