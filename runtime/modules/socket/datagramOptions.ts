/**
 * What programs set for datagrams with numbers and with C's structures, as the operations of the door name it.
 *
 * Owns: struct ip_mreq and its relatives. Must not know: sockets.
 */
import type { DatagramOption } from '../../host/operations';
import { osError } from '../osErrors';
import { formatIPv4, formatIPv6 } from './addresses';
import { interfaceName } from './interfaces';
import { SO, SOL_SOCKET } from './socketConstants';

const IPPROTO_IP = 0;
const IPPROTO_IPV6 = 41;
const IP = {
  TTL: 2,
  MULTICAST_IF: 32,
  MULTICAST_TTL: 33,
  MULTICAST_LOOP: 34,
  ADD_MEMBERSHIP: 35,
  DROP_MEMBERSHIP: 36,
  ADD_SOURCE_MEMBERSHIP: 39,
  DROP_SOURCE_MEMBERSHIP: 40,
} as const;
const IPV6 = {
  UNICAST_HOPS: 16,
  MULTICAST_IF: 17,
  MULTICAST_HOPS: 18,
  MULTICAST_LOOP: 19,
  JOIN: 20,
  LEAVE: 21,
} as const;

/** What the kernel answers for those that nobody set. */
export const datagramDefaults: Partial<Record<string, number>> = {
  [`${IPPROTO_IP}:${IP.TTL}`]: 64,
  [`${IPPROTO_IP}:${IP.MULTICAST_TTL}`]: 1,
  [`${IPPROTO_IP}:${IP.MULTICAST_LOOP}`]: 1,
  [`${IPPROTO_IPV6}:${IPV6.UNICAST_HOPS}`]: 64,
  [`${IPPROTO_IPV6}:${IPV6.MULTICAST_HOPS}`]: 1,
  [`${IPPROTO_IPV6}:${IPV6.MULTICAST_LOOP}`]: 1,
};

/** The name of an interface given by its number; none for 0. */
function onInterface(index: number): string {
  if (index === 0) return '';
  const name = interfaceName(index);
  if (name === undefined) throw osError('ENODEV');
  return name;
}

const word = (data: Uint8Array, at: number): number =>
  new DataView(data.buffer, data.byteOffset, data.length).getInt32(at, true);

/** An IPv4 interface: its number where the structure has one (ip_mreqn), else its address, which may be none. */
function interface4(data: Uint8Array, at: number): string {
  if (data.length >= at + 8 && word(data, at + 4) !== 0) return onInterface(word(data, at + 4));
  const address = formatIPv4(data.subarray(at, at + 4));
  return address === '0.0.0.0' ? '' : address;
}

function multicast4(data: Uint8Array): string {
  if ((data[0] & 0xf0) !== 0xe0) throw osError('EINVAL');
  return formatIPv4(data.subarray(0, 4));
}

function number(data: Uint8Array, least: number, most: number): number {
  // The kernel takes a byte, too.
  const value = data.length >= 4 ? word(data, 0) : data.length > 0 ? data[0] : NaN;
  if (!(value >= least && value <= most)) throw osError('EINVAL');
  return value;
}

function needLength(data: Uint8Array, least: number): void {
  if (data.length < least) throw osError('EINVAL');
}

function option4(name: number, data: Uint8Array): DatagramOption | undefined {
  switch (name) {
    case IP.TTL: {
      // -1 is the system's choice.
      const value = number(data, -1, 255);
      if (value === 0) throw osError('EINVAL');
      return { option: 'hops', value: value < 0 ? 64 : value };
    }
    case IP.MULTICAST_TTL: {
      const value = number(data, -1, 255);
      return { option: 'multicastHops', value: value < 0 ? 1 : value };
    }
    case IP.MULTICAST_LOOP:
      return { option: 'loopback', on: number(data, -Infinity, Infinity) !== 0 };
    case IP.MULTICAST_IF:
      needLength(data, 4);
      // A group before the interface (ip_mreq, ip_mreqn) says nothing.
      return { option: 'interface', on: data.length < 8 ? interface4(data.subarray(0, 4), 0) : interface4(data, 4) };
    case IP.ADD_MEMBERSHIP:
    case IP.DROP_MEMBERSHIP:
      needLength(data, 8);
      return {
        option: name === IP.ADD_MEMBERSHIP ? 'join' : 'leave',
        group: multicast4(data),
        on: interface4(data, 4),
        source: null,
      };
    case IP.ADD_SOURCE_MEMBERSHIP:
    case IP.DROP_SOURCE_MEMBERSHIP:
      needLength(data, 12);
      return {
        option: name === IP.ADD_SOURCE_MEMBERSHIP ? 'join' : 'leave',
        group: multicast4(data),
        on: interface4(data.subarray(0, 8), 4),
        source: formatIPv4(data.subarray(8, 12)),
      };
  }
  return undefined;
}

function option6(name: number, data: Uint8Array): DatagramOption | undefined {
  switch (name) {
    case IPV6.UNICAST_HOPS: {
      const value = number(data, -1, 255);
      if (value === 0) throw osError('EINVAL');
      return { option: 'hops', value: value < 0 ? 64 : value };
    }
    case IPV6.MULTICAST_HOPS: {
      const value = number(data, -1, 255);
      return { option: 'multicastHops', value: value < 0 ? 1 : value };
    }
    case IPV6.MULTICAST_LOOP:
      return { option: 'loopback', on: number(data, 0, 1) !== 0 };
    case IPV6.MULTICAST_IF:
      return { option: 'interface', on: onInterface(number(data, 0, Infinity)) };
    case IPV6.JOIN:
    case IPV6.LEAVE:
      needLength(data, 20);
      if (data[0] !== 0xff) throw osError('EINVAL');
      return {
        option: name === IPV6.JOIN ? 'join' : 'leave',
        group: formatIPv6(data.subarray(0, 16)),
        on: onInterface(word(data, 16)),
        source: null,
      };
  }
  return undefined;
}

/** Undefined for what the host's datagram sockets have no option for. Raises OSError. */
export function datagramOption(level: number, name: number, data: Uint8Array): DatagramOption | undefined {
  switch (level) {
    case SOL_SOCKET:
      if (name === SO.BROADCAST) return { option: 'broadcast', on: number(data, -Infinity, Infinity) !== 0 };
      return undefined;
    case IPPROTO_IP:
      return option4(name, data);
    case IPPROTO_IPV6:
      return option6(name, data);
  }
  return undefined;
}
