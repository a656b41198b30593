/**
 * The module `syslog`. Node can't send to the datagram socket /dev/log, so the system's own `logger` does, for each
 * message; where nobody listens there, nothing is sent, as in C.
 *
 * Owns: the module and what openlog() has set.
 */
import { None } from '../objects/builtinTypes';
import { typeError, valueError } from '../objects/errors';
import type { Value } from '../objects/object';
import { sysState } from '../objects/sysState';
import { toIndex } from '../objects/toIndex';
import { givenType } from '../objects/typeNames';
import { PyList, strOf } from '../objects/values';
import { host } from '../host/currentHost';
import { HostError } from '../host/hostFiles';
import { reap, spawn, waitForChild } from './childProcesses';
import { findExecutable } from './executables';
import { fileOf } from './fileDescriptors';
import { childEnvironment } from './posix/process';
import { nativeModule } from './registry';

const LISTENER = '/dev/log';
const LOGGERS = ['/usr/bin/logger', '/bin/logger'];

const priorities = {
  LOG_EMERG: 0, LOG_ALERT: 1, LOG_CRIT: 2, LOG_ERR: 3, LOG_WARNING: 4, LOG_NOTICE: 5, LOG_INFO: 6, LOG_DEBUG: 7,
}; // prettier-ignore
const facilities = {
  LOG_KERN: 0, LOG_USER: 8, LOG_MAIL: 16, LOG_DAEMON: 24, LOG_AUTH: 32, LOG_SYSLOG: 40, LOG_LPR: 48, LOG_NEWS: 56, LOG_UUCP: 64, LOG_CRON: 72,
  LOG_AUTHPRIV: 80, LOG_FTP: 88, LOG_LOCAL0: 128, LOG_LOCAL1: 136, LOG_LOCAL2: 144, LOG_LOCAL3: 152, LOG_LOCAL4: 160, LOG_LOCAL5: 168,
  LOG_LOCAL6: 176, LOG_LOCAL7: 184,
}; // prettier-ignore
const options = { LOG_PID: 1, LOG_CONS: 2, LOG_ODELAY: 4, LOG_NDELAY: 8, LOG_NOWAIT: 16, LOG_PERROR: 32 };
const ALL_PRIORITIES = 0xff;
const PRIORITY_BITS = 7;
const FACILITY_BITS = 0x3f8;

interface Log {
  ident: string;
  options: number;
  facility: number;
}

let log: Log | undefined;
let mask = ALL_PRIORITIES;

const int = (v: Value): number => Number(toIndex(v)) | 0;

/** Who logs, where openlog() doesn't say: the program's file. */
function programName(): string {
  const argv = sysState.sysDict?.getStr('argv');
  const first = argv instanceof PyList && argv.items.length > 0 ? strOf(argv.items[0]) : undefined;
  return first?.slice(first.lastIndexOf('/') + 1) || 'python3';
}

/** As `logger` calls a number. */
function nameIn(names: Record<string, number>, n: number): string {
  const found = Object.keys(names).find((name) => names[name] === n) ?? 'LOG_USER';
  return found.slice('LOG_'.length).toLowerCase();
}

function isListening(): boolean {
  try {
    host().files.stat(LISTENER);
    return true;
  } catch (e) {
    if (e instanceof HostError) return false;
    throw e;
  }
}

function send({ ident, options: set }: Log, priority: number, message: string): void {
  if (!isListening()) return;
  const cwd = host().files.cwd();
  const file = findExecutable(LOGGERS, cwd);
  if (typeof file === 'number') return;
  const id = (set & options.LOG_PID) !== 0 ? [`--id=${host().facts.pid}`] : [];
  const args = [
    file,
    '-p',
    `${nameIn(facilities, priority & FACILITY_BITS)}.${nameIn(priorities, priority & PRIORITY_BITS)}`,
    '-t',
    ident,
    ...id,
    '--',
    message,
  ];
  const env = Object.fromEntries(childEnvironment);
  const child = spawn({ file, args, cwd, env, files: [null, null, null], newSession: false, umask: null, uid: null, gid: null }); // prettier-ignore
  if (!('pid' in child)) return;
  waitForChild(child);
  reap(child);
}

function syslog(args: Value[]): Value {
  if (args.length < 1 || args.length > 2) throw typeError('syslog.syslog requires 1 to 2 arguments');
  const given = args.length === 2 ? int(args[0]) : priorities.LOG_INFO;
  const last = args[args.length - 1];
  const message = strOf(last);
  if (message === undefined) throw typeError(`syslog() argument ${args.length} must be str, not ${givenType(last)}`);
  if (message.includes('\0')) throw valueError('embedded null character');
  log ??= { ident: programName(), options: 0, facility: facilities.LOG_USER };
  if ((mask & (1 << (given & PRIORITY_BITS))) === 0) return None;
  if ((log.options & options.LOG_PERROR) !== 0) {
    const pid = (log.options & options.LOG_PID) !== 0 ? `[${host().facts.pid}]` : '';
    const end = message.endsWith('\n') ? '' : '\n';
    fileOf(2).write(new TextEncoder().encode(`${log.ident}${pid}: ${message}${end}`));
  }
  const facility = (given & FACILITY_BITS) === 0 ? log.facility : given & FACILITY_BITS;
  send(log, facility | (given & PRIORITY_BITS), message);
  return None;
}

nativeModule('syslog', (m) => {
  for (const [name, n] of Object.entries({ ...priorities, ...facilities, ...options })) m.set(name, n);
  m.def(
    `openlog(ident=<absent>, logoption=0, facility=${facilities.LOG_USER})`,
    (identValue: Value | undefined, logoption: Value, facility: Value) => {
      const ident = identValue === undefined ? programName() : strOf(identValue);
      if (ident === undefined) throw typeError(`openlog() argument 'ident' must be str, not ${givenType(identValue!)}`);
      const end = ident.indexOf('\0');
      log = { ident: end < 0 ? ident : ident.slice(0, end), options: int(logoption), facility: int(facility) };
      return None;
    },
  );
  m.def('syslog(*args)!', syslog);
  m.def('closelog()', () => {
    log = undefined;
    return None;
  });
  m.def('setlogmask(maskpri, /)', (value: Value) => {
    const old = mask;
    mask = int(value) || mask;
    return old;
  });
  m.def('LOG_MASK(pri, /)', (pri: Value) => 1 << int(pri));
  m.def('LOG_UPTO(pri, /)', (pri: Value) => ((1 << (int(pri) + 1)) - 1) | 0);
});
