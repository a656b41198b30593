/**
 * Writing to a buffered stream (CPython's bufferedio.c, the writer's half).
 */
import { Exc } from '../../objects/exceptionTypes';
import { isError } from '../../objects/errors';
import { blockingError, type PyBuffered, WOULD_BLOCK } from './bufferedState';

function ensureBuffer(self: PyBuffered): void {
  if (self.writeBuffer.length !== self.size) self.writeBuffer = new Uint8Array(self.size);
}

function append(self: PyBuffered, data: Uint8Array): void {
  ensureBuffer(self);
  self.writeBuffer.set(data, self.writeEnd);
  self.writeEnd += data.length;
}

/** Returns the number of bytes taken; raises BlockingIOError with the number that could be buffered. */
export function write(self: PyBuffered, data: Uint8Array): number {
  if (self.canRead && self.readEnd > 0) self.undoReadAhead();
  if (data.length <= self.size - self.writeEnd && data.length < self.size) {
    append(self, data);
    return data.length;
  }
  try {
    self.flushWrites();
  } catch (e) {
    if (!isError(e, Exc.BlockingIOError)) throw e;
    self.writeBuffer.copyWithin(0, self.writePos, self.writeEnd);
    self.writeEnd -= self.writePos;
    self.writePos = 0;
    const free = self.size - self.writeEnd;
    append(self, data.subarray(0, Math.min(free, data.length)));
    if (data.length <= free) return data.length;
    throw blockingError(free);
  }
  let written = 0;
  while (data.length - written > self.size) {
    const n = self.rawWrite(data.subarray(written));
    if (n === WOULD_BLOCK) {
      append(self, data.subarray(written, written + self.size));
      throw blockingError(written + self.size);
    }
    written += n;
  }
  if (written < data.length) append(self, data.subarray(written));
  return data.length;
}
