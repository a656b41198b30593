/** Datagram sockets (UDP), for the program's sockets. */
import * as dgram from 'node:dgram';
import type { Datagram, HostOperations, SocketEnd } from '../../runtime/index';
import { failureOf } from './failure';
import type { HostResource, ResourceTable } from './resourceTable';

class HostDatagrams implements HostResource {
  constructor(readonly socket: dgram.Socket) {}

  close(): void {
    this.socket.close();
  }
}

export function bindDatagrams(
  { resource, at, reuseAddress, broadcast }: HostOperations['datagram.bind']['arguments'],
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
      if (broadcast) socket.setBroadcast(true);
      table.add(resource, new HostDatagrams(socket));
      const { address, port } = socket.address();
      resolve({ address, port, family: at.family });
    });
  });
}

export function sendDatagram(
  { resource, data, to }: HostOperations['datagram.send']['arguments'],
  table: ResourceTable,
): Promise<null> {
  return new Promise((resolve, reject) => {
    const holder = table.get(resource, HostDatagrams);
    if (holder === undefined) resolve(null);
    else holder.socket.send(data, to.port, to.address, (error) => (error ? reject(error) : resolve(null)));
  });
}
