/**
 * What `import site` does in CPython, in short: the names it adds to builtins, and the site-packages of the virtual
 * environment in use ($VIRTUAL_ENV) and of the user.
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
import type { PyList, PyModule } from '../objects/values';
import { host } from '../host/currentHost';
import { namesIn } from '../host/hostFiles';
import type { ProgramOptions } from '../debug/agentProtocol';
import { callImported } from '../modules/importing';
import { defGetSet } from '../objects/descriptors';
import { isFolder, virtualEnvironment } from './virtualEnvironment';

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
  for (const dir of siteDirs(options)) addSiteDir(sys, dir);
}

/** site-packages folders that exist. */
function siteDirs({ flags }: ProgramOptions): string[] {
  const env = flags.ignoreEnvironment ? {} : host().env;
  const venv = virtualEnvironment(env);
  const out = venv?.sitePackages ?? [];
  const noUserSite = flags.noUserSite || flags.isolated || !!env.PYTHONNOUSERSITE;
  if (noUserSite || (venv !== null && !venv.includesOthers)) return out;
  const user = `${env.PYTHONUSERBASE ?? `${env.HOME ?? host().facts.homedir}/.local`}/lib/python3.14/site-packages`;
  return isFolder(user) ? [...out, user] : out;
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
      host().write(2, new TextEncoder().encode(`coroscope: the .pth files of ${dir} are left out: ${str(e)}\n`));
    }
  }
  const path = sys.dict.getStr('path') as PyList;
  if (!path.items.includes(dir)) path.items.push(dir);
}
