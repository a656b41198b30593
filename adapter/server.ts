/**
 * Accepts debug clients: one on a pair of streams, or any number on a loopback port.
 *
 * Owns: sessions' beginnings and ends. Must not know: requests.
 */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { Connection } from './connection';
import { portInUse } from './dapError';
import { EmbeddedEngine } from './embeddedEngine';
import { Session } from './session';

/** Resolves when the client has gone and nothing of its program is left. */
export function serveOnStreams(input: Readable, output: Writable): Promise<void> {
  return new Promise((resolve) => {
    const connection: Connection = new Connection(input, output, {
      request: (request) => void session.receive(request),
      malformed: (error) => session.malformed(error),
      closed: () => void session.dispose().then(resolve),
    });
    const session: Session = new Session(
      {
        send: (message, sent) => connection.send(message, sent),
        end: () => {
          connection.end();
          output.once('finish', () => resolve());
        },
      },
      () => new EmbeddedEngine(),
    );
  });
}

/** Listens until the process ends; port 0 takes any free one. Returns the port. */
export function serveOnPort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => void serveOnStreams(socket, socket));
    server.on('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? portInUse(port) : error);
    });
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
