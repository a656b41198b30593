/** `source`: the text of what is no file on disk, such as the standard library. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { During, defineRequest } from '../request';

export const source = defineRequest<DebugProtocol.SourceArguments, { content: string; mimeType: string }>({
  command: 'source',
  during: During.program,
  async handle(session, { source: wanted, sourceReference }) {
    const content = await session.ask('source', {
      path: wanted?.path ?? null,
      sourceReference: wanted?.sourceReference ?? sourceReference,
    });
    return { content, mimeType: 'text/x-python' };
  },
});
