/**
 * The virtual environment in use, as $VIRTUAL_ENV names it: a folder with a `pyvenv.cfg`, whoever made it.
 *
 * Owns: finding its site-packages. Its interpreter plays no part, so any Python 3 may have made it.
 */
import { host } from '../host/currentHost';
import { HostError, namesIn } from '../host/hostFiles';

export interface VirtualEnvironment {
  prefix: string;
  /** Those that exist, our own version's first. */
  sitePackages: string[];
  /** Whether it says that the user's own packages are seen, too. */
  includesOthers: boolean;
}

const OWN = 'python3.14';

/** null where there is none. */
export function virtualEnvironment(env: Readonly<Record<string, string>>): VirtualEnvironment | null {
  const given = env.VIRTUAL_ENV ?? '';
  if (given === '') return null;
  const absolute = given.startsWith('/') ? given : `${host().files.cwd()}/${given}`;
  const prefix = absolute.length > 1 ? absolute.replace(/\/+$/, '') : absolute;
  const lib = `${prefix}/lib`;
  const versions = namesIn(host().files, lib).filter((name) => /^python3(\.\d+)?$/.test(name));
  versions.sort((a, b) => Number(b === OWN) - Number(a === OWN));
  const sitePackages = versions.map((name) => `${lib}/${name}/site-packages`).filter(isFolder);
  const settings = readText(`${prefix}/pyvenv.cfg`);
  if (settings === null && sitePackages.length === 0) return null;
  const includesOthers = /^\s*include-system-site-packages\s*=\s*true\s*$/im.test(settings ?? '');
  return { prefix, sitePackages, includesOthers };
}

export function isFolder(path: string): boolean {
  return kindOf(path) === 0o040000;
}

export function isFile(path: string): boolean {
  return kindOf(path) === 0o100000;
}

/** The file type bits of its mode; 0 where there is nothing. */
function kindOf(path: string): number {
  try {
    return host().files.stat(path).mode & 0o170000;
  } catch (e) {
    if (e instanceof HostError) return 0;
    throw e;
  }
}

function readText(path: string): string | null {
  try {
    return new TextDecoder().decode(host().files.readFile(path));
  } catch (e) {
    if (e instanceof HostError) return null;
    throw e;
  }
}
