/**
 * The module `sys`. Its functions are in sys/, by subject; what depends on the program (argv, path, streams) is set by
 * the start-up.
 */
import { None } from '../objects/builtinTypes';
import { PyDict } from '../objects/dict';
import { sysState } from '../objects/sysState';
import { PyList } from '../objects/values';
import { host } from '../host/currentHost';
import { complain } from '../host/standardError';
import { lastResort, unraisableArgs } from '../vm/reports';
import { nativeModule } from './registry';
import { defFacts } from './sys/facts';
import { makeFlags } from './sys/flags';
import { defHooks, makeUnraisable } from './sys/hooks';
import { defMonitoring } from './sys/monitoring';
import { defTracing } from './sys/tracing';
import { defSettings } from './sys/settings';

nativeModule('sys', (m) => {
  sysState.sysDict = m.module.dict;
  m.set('__doc__', 'The interpreter: its state, settings, streams and hooks.');
  defFacts(m, host().facts.platform);
  defSettings(m);
  defHooks(m);
  defMonitoring(m);
  defTracing(m);
  m.set('modules', sysState.modules);
  m.set('flags', makeFlags({}));
  for (const name of ['path', 'argv', 'orig_argv', 'meta_path', 'path_hooks', 'warnoptions'])
    m.set(name, new PyList([]));
  m.set('path_importer_cache', new PyDict());
  m.set('_xoptions', new PyDict());
  m.set('dont_write_bytecode', false);
  m.set('pycache_prefix', None);
  for (const name of ['stdin', 'stdout', 'stderr', '__stdin__', '__stdout__', '__stderr__']) m.set(name, None);
  unraisableArgs.make = (e, message, object) => makeUnraisable(e, message === '' ? None : message, object);
  lastResort.write = complain;
});
