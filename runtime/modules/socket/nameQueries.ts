/**
 * getaddrinfo() and getnameinfo(), with the C library's rules of what goes with what.
 *
 * Owns: ports and services, kinds of sockets, flags. Must not know: how names are looked up (resolver.ts).
 */
import type { ResolvedAddress } from '../../host/operations';
import { None } from '../../objects/builtinTypes';
import { bytesOf } from '../../objects/buffer';
import { getAttr } from '../../objects/attributes';
import { call } from '../../objects/call';
import { newError, typeError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import type { Value } from '../../objects/object';
import { cInt } from '../../objects/toIndex';
import { intOf, PyTuple, strOf } from '../../objects/values';
import { decodeFs } from '../../host/fsEncoding';
import { parseIPv6 } from './addresses';
import { interfaceName } from './interfaces';
import { addressOf6, checkFlowInfo, gaiError, ofLink, queriedHost, resolve } from './resolver';
import { AF, AI, EAI, NI, services, SOCK } from './socketConstants';
import { operateAndWait } from './waiting';

interface Kind {
  type: number;
  protocol: number;
  /** Of services. */
  name: string;
}

/** What a port may be of, in the order of the results. */
const KINDS: readonly Kind[] = [
  { type: SOCK.STREAM, protocol: 6, name: 'tcp' },
  { type: SOCK.DGRAM, protocol: 17, name: 'udp' },
  { type: SOCK.RAW, protocol: 0, name: '' },
];

const LONG_BITS = 63n;

/** A port's text as the C library reads it: a number, or the name of a service. */
function readPort(v: Value): string | undefined {
  if (v === None) return undefined;
  const n = intOf(v);
  if (n !== undefined) {
    const fits = BigInt(n) < 1n << LONG_BITS && BigInt(n) >= -(1n << LONG_BITS);
    if (!fits) throw gaiError(EAI.SERVICE);
    return String(n);
  }
  const text = strOf(v);
  const data = bytesOf(v);
  if (text === undefined && data === undefined) throw newError(Exc.OSError, 'Int or String expected');
  // Raises UnicodeEncodeError for a str that is no UTF-8.
  if (text !== undefined && /\p{Cs}/u.test(text)) call(getAttr(text, 'encode'), ['utf-8']);
  return text ?? decodeFs(data!);
}

/** 32 bits with a sign; undefined for what is no number, or a negative one: the name of a service. */
function portNumber(text: string): number | undefined {
  const digits = /^\s*([+-]?\d*)$/.exec(text);
  if (digits === null) return undefined;
  const n = Number(BigInt.asIntN(32, BigInt(digits[1] === '' ? '0' : digits[1].replace(/^\+/, ''))));
  return n < 0 ? undefined : n & 0xffff;
}

function servicePort(name: string, kind: Kind): number | undefined {
  return services.find(([n, , kinds]) => n === name && kinds.split(' ').includes(kind.name))?.[1];
}

/** Which kinds of sockets are asked for, each with its port. Raises gaierror. */
function kindsAndPorts(port: string | undefined, type: number, protocol: number, flags: number): [Kind, number][] {
  const fits = (k: Kind): boolean =>
    (type === 0 || k.type === type) && (protocol === 0 || k.protocol === 0 || k.protocol === protocol);
  const kinds = KINDS.filter(fits);
  if (kinds.length === 0) throw gaiError(type === 0 ? EAI.SERVICE : EAI.SOCKTYPE);
  const asked = type !== 0 || protocol !== 0;
  if (port === undefined) return (asked ? kinds.slice(0, 1) : kinds).map((k) => [k, 0]);
  // Raw sockets have no services; without any wish they stand in the list all the same.
  if (asked && kinds[0].protocol === 0) throw gaiError(EAI.SERVICE);
  const number = portNumber(port);
  if (number !== undefined) return (asked ? kinds.slice(0, 1) : kinds).map((k) => [k, number]);
  if (flags & AI.NUMERICSERV) throw gaiError(EAI.NONAME);
  const found = kinds.flatMap((k): [Kind, number][] => {
    const at = k.protocol === 0 ? undefined : servicePort(port, k);
    return at === undefined ? [] : [[k, at]];
  });
  if (found.length === 0) throw gaiError(EAI.SERVICE);
  return found;
}

function ownAddresses(family: number, passive: boolean): ResolvedAddress[] {
  const four: ResolvedAddress = { address: passive ? '0.0.0.0' : '127.0.0.1', family: 4 };
  const six: ResolvedAddress = { address: passive ? '::' : '::1', family: 6 };
  if (family === AF.INET) return [four];
  if (family === AF.INET6) return [six];
  return passive ? [four, six] : [six, four];
}

const KNOWN_FLAGS = 0x7ff;

export function getaddrinfo(
  hostArg: Value,
  portArg: Value,
  family: number,
  type: number,
  protocol: number,
  flags: number,
): Value[] {
  const host = queriedHost(hostArg);
  const port = readPort(portArg);
  if (host === null && port === undefined) throw gaiError(EAI.NONAME);
  if ((flags & ~KNOWN_FLAGS) !== 0 || (flags & AI.CANONNAME && host === null)) throw gaiError(EAI.BADFLAGS);
  if (family !== AF.UNSPEC && family !== AF.INET && family !== AF.INET6) throw gaiError(EAI.FAMILY);
  const kinds = kindsAndPorts(port, type, protocol, flags);
  const addresses = host === null ? ownAddresses(family, (flags & AI.PASSIVE) !== 0) : resolve(host, family, flags);
  const canonical = flags & AI.CANONNAME ? (host ?? '') : '';
  return addresses.flatMap((a) =>
    kinds.map(
      ([kind, number]) =>
        new PyTuple([
          a.family === 6 ? AF.INET6 : AF.INET,
          kind.type,
          kind.protocol === 0 ? protocol : kind.protocol,
          canonical,
          new PyTuple(a.family === 6 ? addressOf6(a.address, number) : [a.address, number]),
        ]),
    ),
  );
}

const KNOWN_NAME_FLAGS = 0xff;

function zoneName(address: string, zone: number): string {
  return (ofLink(parseIPv6(address)!) ? interfaceName(zone) : undefined) ?? String(zone);
}

/** The first argument of getnameinfo(): numeric. */
function namedAddress(v: Value): { address: string; port: number } {
  if (!(v instanceof PyTuple)) throw typeError('getnameinfo() argument 1 must be a tuple');
  const { items } = v;
  const host = strOf(items[0]);
  if (host === undefined || items.length < 2 || items.length > 4)
    throw typeError('getnameinfo(): illegal sockaddr argument');
  const port = cInt(items[1]);
  checkFlowInfo(items[2], 'getnameinfo');
  const zone = items[3] === undefined ? 0 : cInt(items[3]);
  if (port < 0) throw gaiError(EAI.SERVICE);
  const [found] = resolve(host, AF.UNSPEC, AI.NUMERICHOST);
  if (found.family === 4 && items.length !== 2) throw newError(Exc.OSError, 'IPv4 sockaddr must be 2 tuple');
  return {
    address: zone > 0 ? `${found.address}%${zoneName(found.address, zone)}` : found.address,
    port: port & 0xffff,
  };
}

export function getnameinfo(sockaddr: Value, flags: number): Value {
  const { address, port } = namedAddress(sockaddr);
  if (flags & ~KNOWN_NAME_FLAGS) throw gaiError(EAI.BADFLAGS);
  const service = (): string => {
    if (flags & NI.NUMERICSERV) return String(port);
    const kind = flags & NI.DGRAM ? 'udp' : 'tcp';
    return services.find(([, p, kinds]) => p === port && kinds.includes(kind))?.[0] ?? String(port);
  };
  if (flags & NI.NUMERICHOST) return new PyTuple([address, service()]);
  const end = operateAndWait('dns.reverse', { address: address.replace(/%.*$/, ''), port });
  if (end.failure !== undefined) {
    if (flags & NI.NAMEREQD) throw gaiError(EAI.NONAME);
    return new PyTuple([address, service()]);
  }
  return new PyTuple([(end.result as { hostname: string }).hostname, service()]);
}
