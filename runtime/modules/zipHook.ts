/**
 * The path hook for archives: `zipimport.zipimporter`, which is imported when a path first is one.
 *
 * Owns: seeing that a path can't be an archive's, which is nearly always. Once the module is there, its class itself is
 * the hook, as in CPython.
 */
import { call } from '../objects/call';
import { newError } from '../objects/errors';
import { nativeFunction } from '../objects/native';
import type { Value } from '../objects/object';
import { sysState } from '../objects/sysState';
import { PyList, strOf } from '../objects/values';
import { host } from '../host/currentHost';
import { HostError } from '../host/hostFiles';
import { importAttr } from './importing';
import { afterExecution } from './library';

const FILE_TYPE = 0o170000;
const REGULAR = 0o100000;

/** Whether the path is a file's, or goes on behind one. */
function leadsIntoFile(path: string): boolean {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('/'), 0))) {
    try {
      return (host().files.stat(at).mode & FILE_TYPE) === REGULAR;
    } catch (e) {
      if (!(e instanceof HostError)) throw e;
    }
  }
  return false;
}

let loading = false;

export const zipPathHook = nativeFunction('zip_path_hook(path, /)', (path: Value) => {
  const text = strOf(path);
  // While the module is looked for, archives are not among the places.
  if (loading || text === undefined || !leadsIntoFile(text)) throw newError('ImportError', 'not a Zip file');
  loading = true;
  let importer: Value;
  try {
    importer = importAttr('zipimport', 'zipimporter');
  } finally {
    loading = false;
  }
  return call(importer, [path]);
});

afterExecution.set('zipimport', (module) => {
  const hooks = sysState.sysDict?.getStr('path_hooks');
  const at = hooks instanceof PyList ? hooks.items.indexOf(zipPathHook) : -1;
  const importer = module.dict.getStr('zipimporter');
  if (at >= 0 && importer !== undefined) (hooks as PyList).items[at] = importer;
});
