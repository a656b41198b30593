/**
 * The folder of the user's where compiled code is kept. Owns: its place on each system. Must not know: what is in it.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** null where the system says no place. */
export function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | null {
  const base = userCache(env, platform);
  return base === null ? null : join(base, 'coroscope');
}

function userCache(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | null {
  if (env.XDG_CACHE_HOME?.startsWith('/')) return env.XDG_CACHE_HOME;
  if (platform === 'win32') return env.LOCALAPPDATA ?? null;
  const home = env.HOME ?? homedir();
  if (!home.startsWith('/')) return null;
  return platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache');
}
