/** What the three step requests have in common. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { StepKind } from '../runtime/index';
import type { Session } from './session';

interface StepArguments {
  threadId: number;
  granularity?: DebugProtocol.SteppingGranularity;
  targetId?: number;
}

export async function step(session: Session, kind: StepKind, args: StepArguments): Promise<void> {
  session.phase = 'running';
  await session.ask('step', {
    threadId: args.threadId,
    kind,
    granularity: args.granularity ?? 'statement',
    ...(args.targetId === undefined ? {} : { targetId: args.targetId }),
  });
}
