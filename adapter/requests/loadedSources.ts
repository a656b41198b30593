/** `loadedSources`: every file that code of the program came from. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { During, defineRequest } from '../request';

export const loadedSources = defineRequest<unknown, { sources: DebugProtocol.Source[] }>({
  command: 'loadedSources',
  during: During.program,
  capabilities: { supportsLoadedSourcesRequest: true },
  async handle(session) {
    const found = await session.ask('loadedSources', {});
    return { sources: found.map(({ path, sourceReference }) => session.client.source(path, sourceReference)) };
  },
});
