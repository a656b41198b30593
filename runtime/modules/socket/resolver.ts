/** Names and addresses: getaddrinfo, getnameinfo and what stands before them. */
import { None } from '../../objects/builtinTypes';
import { bytesOf } from '../../objects/buffer';
import { newError, overflowError, typeError } from '../../objects/errors';
import { Exc, type PyBaseException } from '../../objects/exceptionTypes';
import { getAttr } from '../../objects/attributes';
import { call } from '../../objects/call';
import { typeOf, type Value } from '../../objects/object';
import { toIndex } from '../../objects/toIndex';
import { intOf, PyTuple, strOf } from '../../objects/values';
import type { ResolvedAddress, SocketEnd } from '../../host/operations';
import { makeClass } from '../../objects/classCreation';
import { PyDict } from '../../objects/dict';
import type { PyType } from '../../objects/object';
import { decodeFs, encodeFs } from '../../host/fsEncoding';
import { PyBytes } from '../../objects/values';
import { parseIPv4, parseIPv6, parseLooseIPv4, formatIPv4, formatIPv6 } from './addresses';
import { AF, AI, EAI, gaiMessages, NI, services, SOCK } from './socketConstants';
import { operateAndWait } from './waiting';

let gaierror: PyType | undefined;
let herror: PyType | undefined;

function errorClass(name: string): PyType {
  const ns = new PyDict();
  ns.setStr('__module__', 'socket');
  return makeClass(name, [Exc.OSError], ns);
}

/** `socket.gaierror`. */
export const gaierrorType = (): PyType => (gaierror ??= errorClass('gaierror'));
export const herrorType = (): PyType => (herror ??= errorClass('herror'));

export function gaiError(code: number): PyBaseException {
  return call(gaierrorType(), [code, gaiMessages[code] ?? 'Unknown error']) as PyBaseException;
}

/** Raises UnicodeEncodeError for a str that is no UTF-8. */
function checkEncodable(text: string): void {
  if (/\p{Cs}/u.test(text)) call(getAttr(text, 'encode'), ['utf-8']);
}

/** A port given as int, digits or the name of a service. */
function portOf(v: Value): number {
  if (v === None) return 0;
  const n = intOf(v);
  if (n !== undefined) return Number(n);
  const data = bytesOf(v);
  const text = strOf(v) ?? (data === undefined ? undefined : decodeFs(data));
  if (text === undefined) throw newError(Exc.OSError, 'Int or String expected');
  if (data === undefined) checkEncodable(text);
  if (/^\d+$/.test(text)) return Number(text);
  if (text === '') return 0;
  const found = services.find(([name]) => name === text);
  if (found === undefined) throw gaiError(EAI.SERVICE);
  return found[1];
}

export function hostText(v: Value, what: string): string {
  const text = strOf(v);
  if (text !== undefined) return text;
  const data = bytesOf(v);
  if (data === undefined) throw typeError(`${what} must be str, bytes or bytearray, not ${typeOf(v).tpName}`);
  return decodeFs(data);
}

/** Numeric addresses at once; names by the resolver outside. Raises gaierror. */
export function resolve(host: string, family: number, flags = 0): ResolvedAddress[] {
  const bare = host.replace(/%.*$/, '');
  const v4 = parseLooseIPv4(host);
  if (v4 !== undefined && /^[\dxXa-fA-F.]+$/.test(host) && /^\d/.test(host)) {
    if (family === AF.INET6) throw gaiError(EAI.ADDRFAMILY);
    return [{ address: formatIPv4(v4), family: 4 }];
  }
  const v6 = parseIPv6(bare);
  if (v6 !== undefined) {
    if (family === AF.INET) throw gaiError(EAI.ADDRFAMILY);
    return [{ address: formatIPv6(v6) + host.slice(bare.length), family: 6 }];
  }
  if (flags & AI.NUMERICHOST) throw gaiError(EAI.NONAME);
  const end = operateAndWait('dns.lookup', { host, family: family === AF.INET ? 4 : family === AF.INET6 ? 6 : 0 });
  if (end.failure !== undefined) throw gaiError(end.failure.code === 'EAI_AGAIN' ? EAI.AGAIN : EAI.NONAME);
  return end.result as ResolvedAddress[];
}

export function getaddrinfo(
  hostArg: Value,
  port: Value,
  family: number,
  type: number,
  proto: number,
  flags: number,
): Value[] {
  if (family !== AF.UNSPEC && family !== AF.INET && family !== AF.INET6) throw gaiError(EAI.FAMILY);
  const number = portOf(port);
  let addresses: ResolvedAddress[];
  const host = hostArg === None ? null : hostText(hostArg, 'getaddrinfo() argument 1');
  if (host === null || host === '') {
    if (host === null && port === None) throw gaiError(EAI.NONAME);
    const passive = (flags & AI.PASSIVE) !== 0;
    addresses = [];
    if (family !== AF.INET6) addresses.push({ address: passive ? '0.0.0.0' : '127.0.0.1', family: 4 });
    if (family !== AF.INET) addresses.push({ address: passive ? '::' : '::1', family: 6 });
  } else addresses = resolve(host, family, flags);
  const kinds = [
    [SOCK.STREAM, 6],
    [SOCK.DGRAM, 17],
    [SOCK.RAW, 0],
  ].filter(([t, p]) => (type === 0 || t === type) && (proto === 0 || p === proto || t === SOCK.RAW));
  if (kinds.length === 0) throw gaiError(type !== 0 && ![1, 2, 3].includes(type) ? EAI.SOCKTYPE : EAI.SERVICE);
  return addresses.flatMap((a) =>
    kinds.map(([t, p]) => {
      const sockaddr = a.family === 6 ? addressOf6(a.address, number) : [a.address, number];
      const canonical = flags & AI.CANONNAME ? (host ?? '') : '';
      return new PyTuple([
        a.family === 6 ? AF.INET6 : AF.INET,
        t,
        p === 0 ? proto : p,
        canonical,
        new PyTuple(sockaddr),
      ]);
    }),
  );
}

/** A zone that is a number is told apart from the address. */
function addressOf6(address: string, port: number): Value[] {
  const zone = /^(.*)%(\d+)$/.exec(address);
  return zone === null ? [address, port, 0, 0] : [zone[1], port, 0, Number(zone[2])];
}

function checkFlowInfo(v: Value | undefined, caller: string): void {
  const flow = v === undefined ? 0 : Number(toIndex(v));
  if (flow < 0 || flow > 0xfffff) throw overflowError(`${caller}(): flowinfo must be 0-1048575.`);
}

/** The address argument of bind, connect, sendto. Raises TypeError, OverflowError, gaierror. */
export function endOf(family: number, v: Value, caller: string): SocketEnd {
  if (family === AF.UNIX) {
    const text = strOf(v);
    const data = bytesOf(v);
    if (text === undefined && data === undefined)
      throw typeError(`a bytes-like object is required, not '${typeOf(v).tpName}'`);
    const path = text ?? decodeFs(data!);
    // An abstract name needs no end.
    if (encodeFs(path).length > (path.startsWith('\0') ? 108 : 107))
      throw newError(Exc.OSError, 'AF_UNIX path too long');
    return { address: '', port: 0, family: 4, path };
  }
  const name = family === AF.INET6 ? 'AF_INET6' : 'AF_INET';
  if (!(v instanceof PyTuple)) throw typeError(`${caller}(): ${name} address must be tuple, not ${typeOf(v).tpName}`);
  const { items } = v;
  if (items.length < 2 || (family === AF.INET ? items.length > 2 : items.length > 4))
    throw typeError(
      family === AF.INET
        ? `${caller}(): AF_INET address must be a pair (host, port)`
        : `${caller}(): AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])`,
    );
  const port = Number(toIndex(items[1]));
  checkFlowInfo(items[2], caller);
  if (port < 0 || port > 65535) throw overflowError(`${caller}(): port must be 0-65535.`);
  const zone = items[3] === undefined ? 0 : Number(toIndex(items[3]));
  const name6 = hostText(items[0], `${caller}(): host name`);
  const host = zone > 0 && !name6.includes('%') ? `${name6}%${zone}` : name6;
  const kind = family === AF.INET6 ? 6 : 4;
  if (host === '') return { address: kind === 6 ? '::' : '0.0.0.0', port, family: kind };
  if (host === '<broadcast>') return { address: '255.255.255.255', port, family: kind };
  if (kind === 4 && parseIPv4(host) !== undefined) return { address: host, port, family: 4 };
  const found = resolve(host, family);
  if (found.length === 0) throw gaiError(EAI.NONAME);
  return { address: found[0].address, port, family: kind };
}

/** A socket's end as Python sees it. */
export function addressValue(family: number, end: SocketEnd | undefined): Value {
  if (family === AF.UNIX) {
    const path = end?.path ?? '';
    return path.startsWith('\0') ? new PyBytes(encodeFs(path)) : path;
  }
  if (family === AF.INET6) return new PyTuple(addressOf6(end?.address ?? '::', end?.port ?? 0));
  return new PyTuple([end?.address ?? '0.0.0.0', end?.port ?? 0]);
}

export function getnameinfo(sockaddr: Value, flags: number): Value {
  if (!(sockaddr instanceof PyTuple)) throw typeError('getnameinfo() argument 1 must be a tuple');
  const [hostValue, portValue] = sockaddr.items;
  const host = hostText(hostValue, 'getnameinfo() argument 1');
  const port = Number(toIndex(portValue));
  checkFlowInfo(sockaddr.items[2], 'getnameinfo');
  const [found] = resolve(host, AF.UNSPEC, AI.NUMERICHOST);
  const service = (): string => {
    if (flags & NI.NUMERICSERV) return String(port);
    const kind = flags & NI.DGRAM ? 'udp' : 'tcp';
    return services.find(([, p, kinds]) => p === port && kinds.includes(kind))?.[0] ?? String(port);
  };
  if (flags & NI.NUMERICHOST) return new PyTuple([found.address, service()]);
  const end = operateAndWait('dns.reverse', { address: found.address, port });
  if (end.failure !== undefined) {
    if (flags & NI.NAMEREQD) throw gaiError(EAI.NONAME);
    return new PyTuple([found.address, service()]);
  }
  return new PyTuple([(end.result as { hostname: string }).hostname, service()]);
}
