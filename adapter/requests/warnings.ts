/** `coroscope/warnings`: coroutines never awaited, exceptions never retrieved, slow steps and the like. */
import type { WarningList } from '../protocol';
import { warningsRequest } from '../protocol';
import { During, defineRequest } from '../request';

export const warnings = defineRequest<Record<string, never>, WarningList>({
  command: warningsRequest,
  during: During.program,
  handle: (session) => session.ask('warnings', {}),
});
