/**
 * What `import site` does in CPython, in short: the names it adds to builtins, the site-packages of the virtual
 * environment in use ($VIRTUAL_ENV) and of the user, and the modules sitecustomize and usercustomize.
 */
import { None } from '../objects/builtinTypes';
import { PyBaseException } from '../objects/exceptionTypes';
import { nativeFunction } from '../objects/native';
import { Exc } from '../objects/exceptionTypes';
import type { Value } from '../objects/object';
import { PyObject } from '../objects/object';
import { sysState } from '../objects/sysState';
import { str } from '../objects/text';
import { defineType } from '../objects/typeObject';
import { type PyModule, PyList, strOf } from '../objects/values';
import { host } from '../host/currentHost';
import { complain } from '../host/standardError';
import { namesIn } from '../host/hostFiles';
import type { ProgramOptions } from '../debug/agentProtocol';
import { isError } from '../objects/errors';
import { displayException } from '../modules/exceptionDisplay';
import { callImported, importModule } from '../modules/importing';
import { LIBRARY_ROOT } from '../modules/library';
import { defGetSet } from '../objects/descriptors';
import { isFile, isFolder, virtualEnvironment } from './virtualEnvironment';

/** `exit` and `quit`. */
function quitter(name: string): Value {
  const t = defineType({
    name: '_sitebuiltins.Quitter',
    hasDict: true,
    slots: {
      tp_repr: () => `Use ${name}() or Ctrl-D (i.e. EOF) to exit`,
      tp_call: (_self, args) => {
        const e = new PyBaseException(Exc.SystemExit, args.slice(0, 1));
        (e.fields = new Map()).set('code', args[0] ?? None);
        throw e;
      },
    },
    setup: (type) => defGetSet(type, 'name', () => name),
  });
  return new PyObject(t);
}

function printer(name: string, text: string): Value {
  const t = defineType({
    name: '_sitebuiltins._Printer',
    slots: {
      tp_repr: () => `Type ${name}() to see the full ${name} text`,
      tp_call: () => {
        host().write(1, new TextEncoder().encode(`${text}\n`));
        return None;
      },
    },
  });
  return new PyObject(t);
}

export function runSite(sys: PyModule, options: ProgramOptions): void {
  if (options.flags.noSite) return;
  const { builtins } = sysState;
  builtins.setStr('exit', quitter('exit'));
  builtins.setStr('quit', quitter('quit'));
  builtins.setStr('copyright', printer('copyright', str(sys.dict.getStr('copyright') ?? '')));
  builtins.setStr(
    'credits',
    printer(
      'credits',
      'Thanks to the Python Software Foundation and thousands of people for supporting Python development.',
    ),
  );
  builtins.setStr('license', printer('license', 'See https://docs.python.org/3/license.html'));
  const help = nativeFunction('help(*args, **kwargs)', (args: Value[]) => callImported('pydoc', 'help', args));
  builtins.setStr('help', help);
  const pathOf = (): PyList => sys.dict.getStr('path') as PyList;
  // The program's folder comes onto the path when this is over.
  const first = sysState.programFolder === undefined ? undefined : pathOf().items.shift();
  const { dirs, hasUser } = siteDirs(options);
  for (const dir of dirs) addSiteDir(sys, dir);
  customize('sitecustomize', options);
  if (hasUser) customize('usercustomize', options);
  if (first !== undefined) pathOf().items.unshift(first);
}

/** site-packages folders that exist, and whether the user's would be among them. */
function siteDirs({ flags }: ProgramOptions): { dirs: string[]; hasUser: boolean } {
  const env = flags.ignoreEnvironment ? {} : host().env;
  const venv = virtualEnvironment(env);
  const dirs = venv?.sitePackages ?? [];
  const noUserSite = flags.noUserSite || flags.isolated || !!env.PYTHONNOUSERSITE;
  if (noUserSite || (venv !== null && !venv.includesOthers)) return { dirs, hasUser: false };
  const user = `${env.PYTHONUSERBASE ?? `${env.HOME ?? host().facts.homedir}/.local`}/lib/python3.14/site-packages`;
  return { dirs: isFolder(user) ? [...dirs, user] : dirs, hasUser: true };
}

/** Imports a module that is meant to change how programs start, where there is one (site.execsitecustomize). */
function customize(name: string, { flags }: ProgramOptions): void {
  // Where a .pth file needed it, the library's own `site` has done this.
  if (sysState.modules.has('site') || !isOnPath(name)) return;
  try {
    importModule(name);
  } catch (e) {
    if (!(e instanceof PyBaseException) || !isError(e, Exc.Exception)) throw e;
    if (isError(e, Exc.ImportError) && e.fields?.get('name') === name) return;
    if (flags.verbose > 0) displayException(e);
    else complain(`Error in ${name}; set PYTHONVERBOSE for traceback:\n${e.cls.name}: ${str(e)}\n`);
  }
}

/** Asked before anything is imported: hardly anybody has such a module, and every start would pay for it. */
function isOnPath(name: string): boolean {
  const path = sysState.sysDict?.getStr('path');
  return (
    path instanceof PyList &&
    path.items.some((entry) => {
      const dir = strOf(entry);
      return (
        dir !== undefined &&
        dir !== LIBRARY_ROOT &&
        (isFile(`${dir}/${name}.py`) || isFolder(`${dir}/${name}`) || isFile(dir))
      );
    })
  );
}

/** Adds a folder; `.pth` files in it are the library's business (site.addsitedir). */
function addSiteDir(sys: PyModule, dir: string): void {
  if (namesIn(host().files, dir).some((name) => name.endsWith('.pth'))) {
    try {
      callImported('site', 'addsitedir', [dir]);
      return;
    } catch (e) {
      // A broken .pth file never stops the start.
      if (!(e instanceof PyBaseException)) throw e;
      complain(`coroscope: the .pth files of ${dir} are left out: ${str(e)}\n`);
    }
  }
  const path = sys.dict.getStr('path') as PyList;
  if (!path.items.includes(dir)) path.items.push(dir);
}
