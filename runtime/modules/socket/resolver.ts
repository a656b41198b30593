/** Hosts' names and sockets' addresses, as arguments and as results. Must not know: getaddrinfo's tables (nameQueries.ts). */
import { None } from '../../objects/builtinTypes';
import { bytesOf } from '../../objects/buffer';
import { newError, overflowError, typeError } from '../../objects/errors';
import { Exc, type PyBaseException } from '../../objects/exceptionTypes';
import { getAttr } from '../../objects/attributes';
import { call } from '../../objects/call';
import { typeOf, type Value } from '../../objects/object';
import { toIndex } from '../../objects/toIndex';
import { PyTuple, strOf } from '../../objects/values';
import type { ResolvedAddress, SocketEnd } from '../../host/operations';
import { givenType } from '../../objects/typeNames';
import { makeClass } from '../../objects/classCreation';
import { PyDict } from '../../objects/dict';
import type { PyType } from '../../objects/object';
import { decodeFs, encodeFs } from '../../host/fsEncoding';
import { PyBytes } from '../../objects/values';
import { parseIPv4, parseIPv6, parseLooseIPv4, formatIPv4, formatIPv6 } from './addresses';
import { interfaceIndex } from './interfaces';
import { AF, AI, EAI, gaiMessages } from './socketConstants';
import { operateAndWait } from './waiting';

const BROADCAST = '255.255.255.255';

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

/**
 * The bytes of a host's name as the resolver takes them (CPython's codec `idna`). Raises UnicodeEncodeError, also for
 * parts that are empty or too long.
 */
function idnaName(text: string): string {
  const labels = text.split('.');
  const last = labels.pop()!;
  const plain = /^[\x00-\x7f]*$/.test(text) && last.length < 64 && labels.every((l) => l.length > 0 && l.length < 64);
  return plain ? text : decodeFs(bytesOf(call(getAttr(text, 'encode'), ['idna']))!);
}

/** The host of an address (CPython: idna_converter). */
export function hostText(v: Value, caller: string): string {
  const text = strOf(v);
  const data = bytesOf(v);
  if (text === undefined && data === undefined)
    throw typeError(`${caller} must be str, bytes or bytearray, not ${givenType(v)}`);
  const name = text === undefined ? decodeFs(data!) : /^[\x00-\x7f]*$/.test(text) ? text : idnaName(text);
  if (name.includes('\0')) throw typeError(`${caller} must be encoded string without null bytes, not ${givenType(v)}`);
  return name;
}

/** The host in a socket's address. */
function socketHost(v: Value): string {
  if (strOf(v) === undefined && bytesOf(v) === undefined)
    throw typeError(`str, bytes or bytearray expected, not ${typeOf(v).tpName}`);
  if ((strOf(v) ?? decodeFs(bytesOf(v)!)).includes('\0')) throw typeError('host name must not contain null character');
  return hostText(v, '');
}

/** The host argument of getaddrinfo(). */
export function queriedHost(v: Value): string | null {
  if (v === None) return null;
  const text = strOf(v);
  if (text !== undefined) return idnaName(text);
  if (!(v instanceof PyBytes)) throw typeError('getaddrinfo() argument 1 must be string or None');
  return decodeFs(bytesOf(v)!);
}

/** `%` and the number of an interface; only addresses of a link may name it. Raises gaierror. */
function zoneOf(address: Uint8Array, zone: string): string {
  if (zone === '' || /^\d+$/.test(zone)) return zone === '' ? '' : `%${zone}`;
  const index = ofLink(address) ? interfaceIndex(zone) : undefined;
  if (index === undefined) throw gaiError(EAI.NONAME);
  return `%${index}`;
}

/** An address, of one or of many, that is good on one link only. */
export function ofLink(address: Uint8Array): boolean {
  return (address[0] === 0xfe && (address[1] & 0xc0) === 0x80) || (address[0] === 0xff && (address[1] & 0xf) === 2);
}

/** Numeric addresses at once; names by the resolver outside. Raises gaierror. */
export function resolve(host: string, family: number, flags = 0): ResolvedAddress[] {
  if (host === '') throw gaiError(EAI.NONAME);
  const bare = host.replace(/%.*$/, '');
  const v4 = parseLooseIPv4(host);
  if (v4 !== undefined && /^[\dxXa-fA-F.]+$/.test(host) && /^\d/.test(host)) {
    if (family === AF.INET6) throw gaiError(EAI.ADDRFAMILY);
    return [{ address: formatIPv4(v4), family: 4 }];
  }
  const v6 = parseIPv6(bare);
  if (v6 !== undefined) {
    if (family === AF.INET) throw gaiError(EAI.ADDRFAMILY);
    return [{ address: formatIPv6(v6) + zoneOf(v6, host.slice(bare.length + 1)), family: 6 }];
  }
  if (flags & AI.NUMERICHOST) throw gaiError(EAI.NONAME);
  const end = operateAndWait('dns.lookup', { host, family: family === AF.INET ? 4 : family === AF.INET6 ? 6 : 0 });
  if (end.failure !== undefined) throw gaiError(end.failure.code === 'EAI_AGAIN' ? EAI.AGAIN : EAI.NONAME);
  return end.result as ResolvedAddress[];
}

/** A zone that is a number is told apart from the address. */
export function addressOf6(address: string, port: number): Value[] {
  const zone = /^(.*)%(\d+)$/.exec(address);
  return zone === null ? [address, port, 0, 0] : [zone[1], port, 0, Number(zone[2])];
}

export function checkFlowInfo(v: Value | undefined, caller: string): void {
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
    // A path that is UTF-8 may have come escaped byte by byte.
    const path = decodeFs(text === undefined ? data! : encodeFs(text));
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
        ? 'AF_INET address must be a pair (host, port)'
        : 'AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])',
    );
  const port = Number(toIndex(items[1]));
  if (Math.abs(port) > 0x7fffffff) throw overflowError(`${caller}(): port must be 0-65535.`);
  const zone = items[3] === undefined ? 0 : Number(toIndex(items[3]));
  const end = hostEnd(family, socketHost(items[0]), port, zone);
  checkFlowInfo(items[2], caller);
  if (port < 0 || port > 65535) throw overflowError(`${caller}(): port must be 0-65535.`);
  return end;
}

/** The address a socket's host name stands for (CPython: setipaddr). */
function hostEnd(family: number, name: string, port: number, zone: number): SocketEnd {
  const host = zone > 0 && !name.includes('%') ? `${name}%${zone}` : name;
  const kind = family === AF.INET6 ? 6 : 4;
  if (host === '') return { address: kind === 6 ? '::' : '0.0.0.0', port, family: kind };
  if (host === BROADCAST || host === '<broadcast>') {
    if (kind === 6) throw newError(Exc.OSError, 'address family mismatched');
    return { address: BROADCAST, port, family: 4 };
  }
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
