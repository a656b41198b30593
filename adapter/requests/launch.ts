/** `launch`: checks the configuration and starts the engine; the program begins with `configurationDone`. */
import { DapError, workerFailed } from '../dapError';
import { canGoBack, planLaunch } from '../launchPlan';
import type { LaunchArguments } from '../protocol';
import { defineRequest } from '../request';

export const launch = defineRequest<LaunchArguments>({
  command: 'launch',
  during: ['initialized'],
  async handle(session, args) {
    const plan = planLaunch(args);
    session.phase = 'starting';
    try {
      await session.startEngine(plan);
    } catch (error) {
      session.phase = 'initialized';
      throw error instanceof DapError ? error : workerFailed((error as Error).message);
    }
    session.phase = 'configuring';
  },
  afterwards(session) {
    session.event('process', {
      name: session.plan?.name ?? '',
      systemProcessId: process.pid,
      isLocalProcess: true,
      startMethod: 'launch',
    });
    // Clients show the buttons for it in no other session.
    if (session.plan && canGoBack(session.plan))
      session.event('capabilities', { capabilities: { supportsStepBack: true } });
    session.event('initialized');
  },
});
