/** `modules`: what has been imported. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { During, defineRequest } from '../request';

export const modules = defineRequest<DebugProtocol.ModulesArguments, DebugProtocol.ModulesResponse['body']>({
  command: 'modules',
  during: During.program,
  capabilities: { supportsModulesRequest: true },
  async handle(session, { startModule = 0, moduleCount = 0 }) {
    const found = await session.ask('modules', {});
    const page = found.slice(startModule, moduleCount > 0 ? startModule + moduleCount : undefined);
    return {
      modules: page.map(({ id, name, path, library }) => ({
        id,
        name,
        isUserCode: !library,
        ...(path === null ? {} : { path: session.client.path(path) }),
      })),
      totalModules: found.length,
    };
  },
});
