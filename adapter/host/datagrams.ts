/** Datagram sockets (UDP), for the program's sockets. */
import * as dgram from 'node:dgram';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Datagram, DatagramOption, HostOperations, SocketEnd } from '../../runtime/index';
import { failureOf } from './failure';
import type { HostResource, ResourceTable } from './resourceTable';

class HostDatagrams implements HostResource {
  constructor(
    readonly socket: dgram.Socket,
    private readonly family: 4 | 6,
  ) {}

  /** Fails as the system's call does. */
  set(option: DatagramOption): void {
    const { socket } = this;
    switch (option.option) {
      case 'join':
      case 'leave': {
        const { group, source } = option;
        const on = this.interfaceFor(option.on);
        if (source !== null && option.option === 'join') socket.addSourceSpecificMembership(source, group, on);
        else if (source !== null) socket.dropSourceSpecificMembership(source, group, on);
        else if (option.option === 'join') socket.addMembership(group, on);
        else socket.dropMembership(group, on);
        break;
      }
      case 'interface':
        socket.setMulticastInterface(this.interfaceFor(option.on) ?? (this.family === 6 ? '::' : '0.0.0.0'));
        break;
      case 'hops':
        socket.setTTL(option.value);
        break;
      case 'multicastHops':
        socket.setMulticastTTL(option.value);
        break;
      case 'loopback':
        socket.setMulticastLoopback(option.on);
        break;
      case 'broadcast':
        socket.setBroadcast(option.on);
        break;
    }
  }

  /** Node names an interface by one of its addresses, or in IPv6 by the zone. */
  private interfaceFor(on: string): string | undefined {
    if (on === '' || isIP(on)) return on || undefined;
    if (this.family === 6) return `::%${on}`;
    const found = networkInterfaces()[on]?.find(({ family }) => family === 'IPv4')?.address;
    if (found === undefined) throw Object.assign(new Error('no such device'), { code: 'ENODEV' });
    return found;
  }

  /** The only one who is sent to. */
  private peer: SocketEnd | null = null;

  connect(to: SocketEnd, done: (error?: Error) => void): void {
    this.disconnect();
    this.socket.connect(to.port, to.address, (error?: Error) => {
      if (error === undefined) this.peer = to;
      done(error);
    });
  }

  private disconnect(): void {
    if (this.peer !== null) this.socket.disconnect();
    this.peer = null;
  }

  send(data: Uint8Array, to: SocketEnd, done: (error: Error | null) => void): void {
    const { peer } = this;
    if (peer?.port === to.port && peer.address === to.address) {
      this.socket.send(data, done);
      return;
    }
    // DIFFERS: the system would send to another address all the same; here the socket isn't connected any more, and gets
    // another port if it chose its own.
    this.disconnect();
    this.socket.send(data, to.port, to.address, done);
  }

  close(): void {
    this.socket.close();
  }
}

export function bindDatagrams(
  { resource, at, reuseAddress, options }: HostOperations['datagram.bind']['arguments'],
  table: ResourceTable,
): Promise<SocketEnd> {
  return new Promise((resolve, reject) => {
    const socket = dgram.createSocket({ type: at.family === 6 ? 'udp6' : 'udp4', reuseAddr: reuseAddress });
    socket.once('error', reject);
    socket.on('message', (data, info) => {
      const message: Datagram = {
        data: new Uint8Array(data),
        from: { address: info.address, port: info.port, family: info.family === 'IPv6' ? 6 : 4 },
      };
      table.emit(resource, 'message', message);
    });
    socket.bind({ address: at.address, port: at.port, exclusive: true }, () => {
      socket.off('error', reject);
      socket.on('error', (error) => table.emit(resource, 'error', failureOf(error)));
      const datagrams = new HostDatagrams(socket, at.family);
      try {
        for (const option of options) datagrams.set(option);
      } catch (error) {
        socket.close();
        reject(error);
        return;
      }
      table.add(resource, datagrams);
      const { address, port } = socket.address();
      resolve({ address, port, family: at.family });
    });
  });
}

export function connectDatagrams(
  { resource, to }: HostOperations['datagram.connect']['arguments'],
  table: ResourceTable,
): Promise<SocketEnd> {
  return new Promise((resolve, reject) => {
    const holder = table.get(resource, HostDatagrams);
    if (holder === undefined) throw new Error('no such socket');
    holder.connect(to, (error) => {
      const { address, port } = holder.socket.address();
      if (error === undefined) resolve({ address, port, family: to.family });
      else reject(error);
    });
  });
}

export function optionDatagrams(
  { resource, option }: HostOperations['datagram.option']['arguments'],
  table: ResourceTable,
): null {
  table.get(resource, HostDatagrams)?.set(option);
  return null;
}

export function sendDatagram(
  { resource, data, to }: HostOperations['datagram.send']['arguments'],
  table: ResourceTable,
): Promise<null> {
  return new Promise((resolve, reject) => {
    const holder = table.get(resource, HostDatagrams);
    if (holder === undefined) resolve(null);
    else holder.send(data, to, (error) => (error ? reject(error) : resolve(null)));
  });
}
