/**
 * What a descriptor is, in a few words, for who looks into the program.
 *
 * Owns: the words. Must not know: who watches the descriptor.
 */
import type { SocketEnd } from '../host/operations';
import { HostFile, isOpen, fileOf, type OpenFile } from './fileDescriptors';
import { PipeReader, PipeWriter } from './memoryPipe';
import { AF, SOCK } from './socket/socketConstants';
import { SocketFile } from './socket/socketFile';

/** Null where nothing is to be said: it isn't open, or what it is has no name. */
export function descriptorText(fd: number): string | null {
  return isOpen(fd) ? fileText(fileOf(fd)) : null;
}

function fileText(file: OpenFile): string | null {
  if (file instanceof SocketFile) return socketText(file);
  if (file instanceof PipeReader) return 'pipe, its reading end';
  if (file instanceof PipeWriter) return 'pipe, its writing end';
  return file instanceof HostFile ? (['stdin', 'stdout', 'stderr'][file.hostFd] ?? 'file') : null;
}

function socketText({ family, type, listening, connecting, local, remote }: SocketFile): string {
  const unix = family === AF.UNIX;
  const kind = unix ? 'Unix' : type === SOCK.DGRAM ? 'UDP' : 'TCP';
  const [here, there] = [local, remote].map((end) => endText(end, unix));
  if (listening) return `${kind} socket, listens on ${here || '?'}`;
  const where = [here, there && `${connecting ? 'connects' : 'connected'} to ${there}`].filter(Boolean);
  return [`${kind} socket`, ...where].join(', ');
}

function endText(end: SocketEnd | undefined, unix: boolean): string {
  if (end === undefined) return '';
  if (unix) return end.path ?? '';
  return end.address.includes(':') ? `[${end.address}]:${end.port}` : `${end.address}:${end.port}`;
}
