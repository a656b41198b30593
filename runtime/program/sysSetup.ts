/**
 * `sys` for a command line: argv, path, prefixes, flags, warning options (CPython's initconfig.c and getpath.py).
 */
import { None } from '../objects/builtinTypes';
import { PyDict } from '../objects/dict';
import type { Value } from '../objects/object';
import { sysState } from '../objects/sysState';
import { PyList, type PyModule } from '../objects/values';
import { host } from '../host/currentHost';
import { HostError } from '../host/hostFiles';
import type { InterpreterFlags, ProgramOptions } from '../debug/agentProtocol';
import { isArchive } from './archives';
import { cachePrefix, digitLimit, processorCount, utf8Mode } from './startSettings';
import { virtualEnvironment } from './virtualEnvironment';
import { LIBRARY_ROOT, PREFIX } from '../modules/library';
import { importTime } from '../modules/importTime';
import { makeFlags } from '../modules/sys/flags';

/** An environment variable that counts as a number or as "set". */
function level(value: string | undefined): number {
  if (value === undefined || value === '') return 0;
  const n = Number(value);
  return Number.isInteger(n) && n > 0 ? n : 1;
}

export function setUpSys(sys: PyModule, options: ProgramOptions): void {
  const { flags } = options;
  const env = flags.ignoreEnvironment ? {} : host().env;
  const set = (name: string, value: Value) => sys.dict.setStr(name, value);
  const optimize = Math.max(flags.optimize, level(env.PYTHONOPTIMIZE));
  sysState.optimize = optimize;
  sysState.ignoresEnvironment = flags.ignoreEnvironment;
  sysState.originTrackingDepth = options.originTrackingDepth;
  const xoptions = new PyDict();
  for (const x of flags.xoptions) {
    const eq = x.indexOf('=');
    xoptions.setStr(eq < 0 ? x : x.slice(0, eq), eq < 0 ? true : x.slice(eq + 1));
  }
  const devMode = xoptions.has('dev') || (env.PYTHONDEVMODE ?? '') !== '';
  sysState.intMaxStrDigits = digitLimit(flags);
  sysState.processorCount = processorCount(flags);
  sysState.bytesWarning = flags.bytesWarning > 0;
  sysState.noDebugRanges = xoptions.has('no_debug_ranges') || (env.PYTHONNODEBUGRANGES ?? '') !== '';
  const timed = xoptions.getStr('importtime') ?? env.PYTHONPROFILEIMPORTTIME ?? '';
  importTime.mode = timed === '' ? 0 : timed === '2' ? 2 : 1;
  set('_xoptions', xoptions);
  set(
    'flags',
    makeFlags({
      debug: flags.debug > 0 || level(env.PYTHONDEBUG) > 0 ? 1 : 0,
      interactive: flags.inspect ? 1 : 0,
      inspect: flags.inspect || level(env.PYTHONINSPECT) > 0 ? 1 : 0,
      optimize,
      dont_write_bytecode: flags.dontWriteBytecode || (env.PYTHONDONTWRITEBYTECODE ?? '') !== '' ? 1 : 0,
      no_user_site: flags.noUserSite || (env.PYTHONNOUSERSITE ?? '') !== '' ? 1 : 0,
      no_site: flags.noSite ? 1 : 0,
      ignore_environment: flags.ignoreEnvironment ? 1 : 0,
      verbose: Math.max(flags.verbose, level(env.PYTHONVERBOSE)),
      bytes_warning: flags.bytesWarning,
      quiet: flags.quiet ? 1 : 0,
      isolated: flags.isolated ? 1 : 0,
      dev_mode: devMode,
      utf8_mode: utf8Mode(flags) ? 1 : 0,
      warn_default_encoding:
        xoptions.has('warn_default_encoding') || (env.PYTHONWARNDEFAULTENCODING ?? '') !== '' ? 1 : 0,
      safe_path: flags.safePath || (env.PYTHONSAFEPATH ?? '') !== '',
      int_max_str_digits: sysState.intMaxStrDigits,
      hash_randomization: 0,
    }),
  );
  // Compiled files of ours would lie beside CPython's: user code is cached elsewhere, if at all.
  set('dont_write_bytecode', true);
  set('warnoptions', new PyList(warnOptions(flags, env.PYTHONWARNINGS, devMode)));
  set('pycache_prefix', cachePrefix(flags) ?? None);
  set('executable', executable(env));
  set('_base_executable', executable(env));
  set('_home', None);
  for (const name of ['base_prefix', 'base_exec_prefix']) set(name, PREFIX);
  const venv = flags.noSite ? null : virtualEnvironment(env);
  for (const name of ['prefix', 'exec_prefix']) set(name, venv?.prefix ?? PREFIX);
  set('_stdlib_dir', LIBRARY_ROOT);
  set('argv', new PyList(argv(options)));
  set('orig_argv', new PyList([executable(env), ...argv(options)]));
  set('path', new PyList(searchPath(options, env)));
}

function warnOptions(flags: InterpreterFlags, env: string | undefined, devMode: boolean): Value[] {
  const out: string[] = devMode ? ['default'] : [];
  if (env) out.push(...env.split(',').filter((w) => w !== ''));
  out.push(...flags.warnings);
  if (flags.bytesWarning > 0) out.push(flags.bytesWarning > 1 ? 'error::BytesWarning' : 'default::BytesWarning');
  return out;
}

/** What `subprocess.run([sys.executable, ...])` starts. */
function executable(env: Readonly<Record<string, string>>): string {
  return env.COROSCOPE_EXECUTABLE ?? host().facts.executable ?? '';
}

function argv(options: ProgramOptions): string[] {
  const { target, args } = options;
  const first = target.kind === 'module' ? '-m' : target.kind === 'code' ? '-c' : target.value;
  return [first, ...args];
}

/** The folder of the script (its real one), or where -c, -m and a pipe look. */
function firstPath(options: ProgramOptions): string | undefined {
  const { target } = options;
  if (target.kind === 'module') return host().files.cwd();
  if (target.kind !== 'file') return '';
  let path = target.value;
  try {
    if ((host().files.stat(path).mode & 0o170000) === 0o040000) return undefined;
    path = host().files.realpath(path);
  } catch (e) {
    if (!(e instanceof HostError)) throw e;
  }
  if (isArchive(path)) return undefined;
  if (!path.startsWith('/')) path = `${host().files.cwd()}/${path}`;
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}

function searchPath(options: ProgramOptions, env: Readonly<Record<string, string>>): string[] {
  const path: string[] = [];
  const { safePath } = options.flags;
  if (!safePath && (env.PYTHONSAFEPATH ?? '') === '') {
    const first = firstPath(options);
    if (first !== undefined) path.push(first);
    sysState.programFolder = first === '' ? host().files.cwd() : first;
  }
  path.push(...options.pythonPath);
  for (const p of (env.PYTHONPATH ?? '').split(':'))
    if (p !== '') path.push(p.startsWith('/') ? p : `${host().files.cwd()}/${p}`);
  path.push(LIBRARY_ROOT);
  return path;
}
