/** `threads`: the main thread and a bounded set of tasks. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { defineRequest } from '../request';

export const threads = defineRequest<unknown, { threads: DebugProtocol.Thread[] }>({
  command: 'threads',
  during: ['configuring', 'running', 'stopped'],
  async handle(session) {
    if (session.phase === 'configuring') return { threads: [{ id: 1, name: 'MainThread' }] };
    return { threads: await session.ask('threads', {}) };
  },
});
