/**
 * `_socket`: sockets, names and addresses, constants (CPython's socketmodule.c).
 *
 * Owns: the module. Sockets live in socket/, the network itself behind the door.
 */
import { None } from '../objects/builtinTypes';
import { needBytes } from '../objects/buffer';
import { newError, overflowError, typeError, valueError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { type Value } from '../objects/object';
import { toIndex } from '../objects/toIndex';
import { PyBytes, PyList, PyTuple, strOf } from '../objects/values';
import { descriptors } from '../host/descriptorEvents';
import { host } from '../host/currentHost';
import { decodeFs } from '../host/fsEncoding';
import { allocateFd, closeFd, dupFd, fileOf, isOpen } from './fileDescriptors';
import { fspath, osError } from './osErrors';
import { nativeModule } from './registry';
import { furtherSocketConstants } from './socket/furtherSocketConstants';
import { formatIPv4, formatIPv6, parseIPv4, parseIPv6, parseLooseIPv4 } from './socket/addresses';
import { interfaceIndex, interfaceName, interfaces } from './socket/interfaces';
import { getaddrinfo, getnameinfo } from './socket/nameQueries';
import { gaierrorType, herrorType, hostText, resolve } from './socket/resolver';
import { AF, services, SOCK, socketConstants } from './socket/socketConstants';
import { SocketFile } from './socket/socketFile';
import { defaults, PySocket, socketType, timeoutOf, timeoutValue } from './socket/pySocket';
import { installSocket } from './socket/socketType';
import { givenType } from '../objects/typeNames';

const LAST_STANDARD_FD = 2;
const S_IFMT = 0o170000;
const S_IFREG = 0o100000;
const S_IFDIR = 0o040000;

// Before installObjects() makes all types ready.
installSocket();

descriptors.readable = (fd) => isOpen(fd) && (fileOf(fd).readable?.() ?? true);
descriptors.writable = (fd) => isOpen(fd) && (fileOf(fd).writable?.() ?? true);
descriptors.checkWatchable = (fd) => {
  const file = fileOf(fd);
  if (file.readable !== undefined || file.hostFd === undefined || file.hostFd <= LAST_STANDARD_FD) return;
  if ([S_IFREG, S_IFDIR].includes(file.stat().mode & S_IFMT)) throw osError('EPERM');
};
descriptors.socketNumbers = (socket) => (socket instanceof PySocket ? socket : undefined);
descriptors.quickStream = (socket) => {
  if (!(socket instanceof PySocket) || socket.timeout !== 0 || !isOpen(socket.fd)) return undefined;
  const file = fileOf(socket.fd);
  return file instanceof SocketFile ? file : undefined;
};
descriptors.watch = (fd, changed) => {
  const file = isOpen(fd) ? fileOf(fd) : undefined;
  file?.watchers?.add(changed);
  return {
    valid: () => isOpen(fd) && fileOf(fd) === file,
    tells: file?.watchers !== undefined,
    stop: () => file?.watchers?.delete(changed),
  };
};

const int = (v: Value): number => Number(toIndex(v));

/** Swaps the bytes of a 16- or 32-bit number. */
function swap(name: string, bits: 16 | 32) {
  return (v: Value): Value => {
    const n = int(v);
    if (n < 0)
      throw overflowError(
        bits === 32
          ? "can't convert negative value to unsigned int"
          : `${name}: can't convert negative Python int to C 16-bit unsigned integer`,
      );
    if (n >= 2 ** bits)
      throw overflowError(
        bits === 32
          ? 'int larger than 32 bits'
          : `${name}: Python int too large to convert to C 16-bit unsigned integer`,
      );
    if (bits === 16) return ((n & 0xff) << 8) | (n >> 8);
    return (((n & 0xff) << 24) | ((n & 0xff00) << 8) | ((n >>> 8) & 0xff00) | (n >>> 24)) >>> 0;
  };
}

function firstIPv4(name: Value, caller: string): string {
  const text = hostText(name, `${caller}() argument 1`);
  return text === '' ? '0.0.0.0' : resolve(text, AF.INET)[0].address;
}

nativeModule('_socket', (m) => {
  m.type(socketType);
  m.set('SocketType', socketType);
  m.set('error', Exc.OSError);
  m.set('gaierror', gaierrorType());
  m.set('herror', herrorType());
  m.set('timeout', Exc.TimeoutError);
  m.set('has_ipv6', true);
  for (const [name, n] of Object.entries({ ...socketConstants, ...furtherSocketConstants })) m.set(name, n);
  m.def('socketpair(family=1, type=1, proto=0, /)', (family: Value, type: Value, proto: Value) => {
    const kind = int(type) & ~(SOCK.NONBLOCK | SOCK.CLOEXEC);
    if (int(family) !== AF.UNIX) throw osError('EOPNOTSUPP');
    return new PyTuple(
      SocketFile.pair(int(family), kind, int(proto)).map((file) => {
        const fd = allocateFd(file);
        // What socket.socketpair() wraps by descriptor.
        const s = socketType.alloc!(socketType);
        socketType.tp_init!(s, [int(family), kind, int(proto), fd], null);
        return s;
      }),
    );
  });
  m.def(
    'getaddrinfo(host, port, family=0, type=0, proto=0, flags=0)!',
    (host_: Value, port: Value, family: Value, type: Value, proto: Value, flags: Value) =>
      new PyList(getaddrinfo(host_, port, int(family), int(type), int(proto), int(flags))),
  );
  m.def('getnameinfo(sockaddr, flags, /)!', (a: Value, flags: Value) => getnameinfo(a, int(flags)));
  m.def('gethostname()', () => host().facts.hostname);
  m.def('sethostname(name, /)', (name: Value) => {
    hostText(name, 'sethostname() argument 1');
    throw osError('EPERM');
  });
  m.def('gethostbyname(hostname, /)!', (name: Value) => firstIPv4(name, 'gethostbyname'));
  m.def('gethostbyname_ex(hostname, /)!', (name: Value) => {
    const addresses = resolve(hostText(name, 'gethostbyname_ex() argument 1'), AF.INET).map((a) => a.address);
    return new PyTuple([hostText(name, ''), new PyList([]), new PyList(addresses)]);
  });
  m.def('gethostbyaddr(ip_address, /)!', (ip: Value) => {
    const [found] = resolve(hostText(ip, 'gethostbyaddr() argument 1'), AF.UNSPEC);
    const name = getnameinfo(new PyTuple([found.address, 0]), 0) as PyTuple;
    return new PyTuple([name.items[0], new PyList([]), new PyList([found.address])]);
  });
  m.def('getservbyname(servicename, protocolname=None, /)!', (name: Value, protocol: Value) => {
    const found = services.find(
      ([n, , kinds]) => n === strOf(name) && (protocol === None || kinds.includes(strOf(protocol)!)),
    );
    if (found === undefined) throw newError(Exc.OSError, 'service/proto not found');
    return found[1];
  });
  m.def('getservbyport(port, protocolname=None, /)!', (port: Value, protocol: Value) => {
    const n = int(port);
    if (n < 0 || n > 65535) throw overflowError('getservbyport: port must be 0-65535.');
    const found = services.find(([, p, kinds]) => p === n && (protocol === None || kinds.includes(strOf(protocol)!)));
    if (found === undefined) throw newError(Exc.OSError, 'port/proto not found');
    return found[0];
  });
  m.def('getprotobyname(name, /)!', (name: Value) => {
    const n = { tcp: 6, udp: 17, icmp: 1, ip: 0, ipv6: 41 }[strOf(name) ?? ''];
    if (n === undefined) throw newError(Exc.OSError, 'protocol not found');
    return n;
  });
  m.def('close(object, /)', (fd: Value) => {
    closeFd(int(fd));
    return None;
  });
  m.def('dup(object, /)', (fd: Value) => dupFd(int(fd)));
  m.def('getdefaulttimeout()', () => timeoutValue(defaults.timeout));
  m.def('setdefaulttimeout(object, /)', (v: Value) => {
    defaults.timeout = timeoutOf(v);
    return None;
  });
  for (const name of ['ntohs', 'htons']) m.def(`${name}(integer, /)`, swap(name, 16));
  for (const name of ['ntohl', 'htonl']) m.def(`${name}(integer, /)`, swap(name, 32));
  m.def('inet_aton(ip_addr, /)', (text: Value) => {
    const b = parseLooseIPv4(strOf(text) ?? '');
    if (b === undefined) throw newError(Exc.OSError, 'illegal IP address string passed to inet_aton');
    return new PyBytes(b);
  });
  m.def('inet_ntoa(packed_ip, /)', (v: Value) => {
    const b = needBytes(v);
    if (b.length !== 4) throw newError(Exc.OSError, 'packed IP wrong length');
    return formatIPv4(b);
  });
  m.def('inet_pton(address_family, ip_string, /)!', (family: Value, text: Value) => {
    const s = strOf(text);
    if (s === undefined) throw typeError(`inet_pton() argument 2 must be str, not ${givenType(text)}`);
    const af = int(family);
    if (af !== AF.INET && af !== AF.INET6) throw osError('EAFNOSUPPORT');
    if (s.includes('\0')) throw valueError('embedded null character');
    const b = af === AF.INET ? parseIPv4(s) : parseIPv6(s);
    if (b === undefined) throw newError(Exc.OSError, 'illegal IP address string passed to inet_pton');
    return new PyBytes(b);
  });
  m.def('inet_ntop(address_family, packed_ip, /)!', (family: Value, v: Value) => {
    const b = needBytes(v);
    const af = int(family);
    if (af !== AF.INET && af !== AF.INET6) throw valueError(`unknown address family ${af}`);
    if (b.length !== (af === AF.INET ? 4 : 16)) throw valueError('invalid length of packed IP address string');
    return af === AF.INET ? formatIPv4(b) : formatIPv6(b);
  });
  m.def('if_nameindex()', () => new PyList(interfaces().map((each) => new PyTuple([...each]))));
  m.def('if_nametoindex(oname, /)', (name: Value) => {
    const path = fspath(name);
    const text = path instanceof PyBytes ? decodeFs(path.data) : strOf(path)!;
    if (text.includes('\0')) throw valueError('embedded null byte');
    const index = interfaceIndex(text);
    if (index === undefined) throw newError(Exc.OSError, 'no interface with this name');
    return index;
  });
  m.def('if_indextoname(if_index, /)', (index: Value) => {
    if (int(index) < 0) throw overflowError("can't convert negative value to unsigned int");
    if (int(index) > 0xffffffff) throw overflowError('index is too large');
    const name = interfaceName(int(index));
    if (name === undefined) throw osError('ENXIO');
    return name;
  });
  const ancillary = (name: string, least: number, size: (n: number) => number): void => {
    m.def(`${name}(length, /)`, (v: Value) => {
      const n = int(v);
      if (n < 0 || n > 0x7fffffff - least) throw overflowError(`${name}() argument out of range`);
      return size(n);
    });
  };
  ancillary('CMSG_LEN', 16, (n) => n + 16);
  ancillary('CMSG_SPACE', 24, (n) => Math.ceil(n / 8) * 8 + 16);
});
