/**
 * Options of sockets, blocking and timeouts.
 *
 * Owns: what is kept of options, and which of them Node can set.
 */
import { None } from '../../objects/builtinTypes';
import { needBytes } from '../../objects/buffer';
import { isTrue } from '../../objects/compare';
import { defGetSet, defMethod } from '../../objects/descriptors';
import { newError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { type PyType, type Value } from '../../objects/object';
import { cInt, toIndex } from '../../objects/toIndex';
import { intOf, PyBytes } from '../../objects/values';
import { osError } from '../osErrors';
import { datagramDefaults, datagramOption } from './datagramOptions';
import { optionsNodeLacks } from './furtherSocketConstants';
import { type PySocket, timeoutOf, timeoutValue } from './pySocket';
import { AF, IPPROTO_TCP, IPPROTO_UDP, SO, SOCK, SOL_SOCKET } from './socketConstants';
import { lookOutside } from './waiting';

/** What the kernel answers for options that nobody set. */
function defaultOption(s: PySocket, level: number, name: number): number {
  if (level === SOL_SOCKET) {
    switch (name) {
      case SO.ERROR:
        if (s.timeout !== 0) lookOutside();
        return s.file.takeError();
      case SO.TYPE:
        return s.sockType;
      case SO.DOMAIN:
        return s.family;
      case SO.PROTOCOL:
        return s.proto || (s.family === AF.UNIX ? 0 : s.sockType === SOCK.DGRAM ? IPPROTO_UDP : IPPROTO_TCP);
      case SO.ACCEPTCONN:
        return s.file.listening ? 1 : 0;
      case SO.SNDBUF:
      case SO.RCVBUF:
        return 212992;
    }
  }
  return datagramDefaults[`${level}:${name}`] ?? 0;
}

/** The level of the options of IP, by family. */
const IP_LEVEL: Partial<Record<number, number>> = { [AF.INET]: 0, [AF.INET6]: 41 };

/** The last option of the kernel's at a level. */
const LAST_OPTION: Partial<Record<number, number>> = { [SOL_SOCKET]: 83, [IPPROTO_TCP]: 46 };

/** Raises ENOPROTOOPT for options that no kernel has. */
function checkOption(s: PySocket, level: number, name: number): void {
  const own = s.family === AF.UNIX ? [] : [0, 41, s.sockType === SOCK.DGRAM ? IPPROTO_UDP : IPPROTO_TCP];
  if (level !== SOL_SOCKET && !own.includes(level)) throw osError(s.family === AF.UNIX ? 'EOPNOTSUPP' : 'ENOPROTOOPT');
  if (name > (LAST_OPTION[level] ?? Infinity)) throw osError('ENOPROTOOPT');
}

function int32(n: number): Uint8Array {
  const data = new Uint8Array(4);
  new DataView(data.buffer).setInt32(0, n, true);
  return data;
}

/** DIFFERS: what the host has no option for is kept and told again, without effect. */
function setOption(s: PySocket, level: number, name: number, value: Value): void {
  const { file } = s;
  checkOption(s, level, name);
  if (optionsNodeLacks[level]?.includes(name)) throw osError('ENOPROTOOPT');
  if (s.sockType === SOCK.DGRAM && (level === SOL_SOCKET || level === IP_LEVEL[s.family])) {
    const option = datagramOption(level, name, intOf(value) === undefined ? needBytes(value) : int32(cInt(value)));
    if (option !== undefined && s.family !== AF.UNIX) file.setDatagramOption(option);
    // A membership can't be read back.
    if (option?.option === 'join' || option?.option === 'leave') return;
  }
  if (intOf(value) === undefined) {
    const data = needBytes(value);
    const view = new DataView(data.buffer, data.byteOffset, data.length);
    if (level === SOL_SOCKET && name === SO.LINGER && data.length >= 8) {
      if (view.getInt32(0, true) !== 0) file.options.set('linger', view.getInt32(4, true));
      else file.options.delete('linger');
    }
    file.options.set(`${level}:${name}`, data.length >= 4 ? view.getInt32(0, true) : 0);
    return;
  }
  const number = cInt(value);
  // The kernel doubles buffer sizes.
  const kept = level === SOL_SOCKET && (name === SO.SNDBUF || name === SO.RCVBUF) ? Math.max(number * 2, 2304) : number;
  file.options.set(`${level}:${name}`, kept);
  if (level === 6 && name === 1) file.setStreamOption('noDelay', number !== 0);
  if (level === SOL_SOCKET && name === SO.KEEPALIVE) file.setStreamOption('keepAlive', number !== 0);
}

export function installOptions(t: PyType): void {
  defMethod(
    t,
    'getsockopt(self, level, optname, buflen=0, /)',
    (s: PySocket, levelValue: Value, nameValue: Value, buflen: Value) => {
      const level = Number(toIndex(levelValue));
      const name = Number(toIndex(nameValue));
      const length = Number(toIndex(buflen));
      if (length < 0 || length > 1024) throw newError(Exc.OSError, 'getsockopt buflen out of range');
      checkOption(s, level, name);
      const n = s.file.options.get(`${level}:${name}`) ?? defaultOption(s, level, name);
      if (length === 0) return n;
      const out = new Uint8Array(Math.max(4, Math.min(length, 8)));
      new DataView(out.buffer).setInt32(0, n, true);
      return new PyBytes(out.slice(0, length));
    },
  );
  defMethod(
    t,
    'setsockopt(self, level, optname, value, optlen=0, /)',
    (s: PySocket, level: Value, name: Value, value: Value) => {
      if (intOf(value) === undefined) needBytes(value);
      setOption(s, Number(toIndex(level)), Number(toIndex(name)), value);
      return None;
    },
  );
  const setTimeout_ = (s: PySocket, timeout: number | null): Value => {
    const { file } = s;
    s.timeout = timeout;
    file.blocking = timeout === null;
    return None;
  };
  defMethod(t, 'setblocking(self, flag, /)', (s: PySocket, flag: Value) => setTimeout_(s, isTrue(flag) ? null : 0));
  defMethod(t, 'getblocking(self, /)', (s: PySocket) => s.timeout !== 0);
  defMethod(t, 'settimeout(self, timeout, /)', (s: PySocket, v: Value) => setTimeout_(s, timeoutOf(v)));
  defMethod(t, 'gettimeout(self, /)', (s: PySocket) => timeoutValue(s.timeout));
  defGetSet(t, 'timeout', (s: PySocket) => timeoutValue(s.timeout));
  defGetSet(t, 'family', (s: PySocket) => s.family);
  defGetSet(t, 'type', (s: PySocket) => s.sockType);
  defGetSet(t, 'proto', (s: PySocket) => s.proto);
}
