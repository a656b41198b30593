/**
 * Reading from a buffered stream (CPython's bufferedio.c, the reader's half).
 */
import { callMethod, lookupAttr } from '../../objects/attributes';
import { None } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { typeError, valueError } from '../../objects/errors';
import type { Value } from '../../objects/object';
import { PyBytes } from '../../objects/values';
import { type PyBuffered, WOULD_BLOCK } from './bufferedState';
import { joinedChunks } from './ioBase';

const EMPTY = new Uint8Array(0);

function take(self: PyBuffered, n: number): Uint8Array {
  const data = self.readBuffer.slice(self.readPos, self.readPos + n);
  self.readPos += n;
  self.taken?.push(data);
  return data;
}

/** Before reading, what is still to be written goes out. */
function beforeRead(self: PyBuffered): void {
  if (self.canWrite) self.flushWrites();
}

export function readAll(self: PyBuffered): Value {
  beforeRead(self);
  const have = take(self, self.ahead);
  self.resetRead();
  const raw = self.source();
  const readall = lookupAttr(raw, 'readall');
  if (readall !== undefined) {
    const rest = call(readall);
    if (rest instanceof PyBytes) return have.length === 0 ? rest : new PyBytes(joinedChunks([have, rest.data]));
    if (rest !== None) throw typeError('readall() should return bytes');
    return have.length === 0 ? rest : new PyBytes(have);
  }
  const chunks = [have];
  let total = have.length;
  for (;;) {
    const data = callMethod(raw, 'read');
    if (data instanceof PyBytes && data.data.length > 0) {
      chunks.push(data.data);
      total += data.data.length;
    } else if (data instanceof PyBytes || data === None) return total === 0 ? data : new PyBytes(joinedChunks(chunks));
    else throw typeError('read() should return bytes');
  }
}

export function readExactly(self: PyBuffered, n: number): Value {
  if (n <= self.ahead) return new PyBytes(take(self, n));
  beforeRead(self);
  const out = new Uint8Array(n);
  let written = self.ahead;
  out.set(take(self, written));
  self.resetRead();
  const short = (r: number): Value => (r === 0 || written > 0 ? new PyBytes(out.slice(0, written)) : None);
  for (;;) {
    const whole = Math.floor((n - written) / self.size) * self.size;
    if (whole === 0) break;
    const r = self.rawRead(out.subarray(written, written + whole));
    if (r === 0 || r === WOULD_BLOCK) return short(r);
    self.taken?.push(out.slice(written, written + r));
    written += r;
  }
  while (written < n && self.readEnd < self.size) {
    const r = self.fill();
    if (r === 0 || r === WOULD_BLOCK) return short(r);
    const count = Math.min(n - written, r);
    out.set(take(self, count), written);
    written += count;
  }
  return new PyBytes(written === n ? out : out.slice(0, written));
}

/** At most one raw read; returns what is buffered, leaving it there. */
export function peek(self: PyBuffered): Uint8Array {
  beforeRead(self);
  if (self.ahead === 0) {
    self.resetRead();
    self.fill();
  }
  return self.readBuffer.slice(self.readPos, self.readEnd);
}

export function read1(self: PyBuffered, nIn: number): Uint8Array {
  const n = nIn < 0 ? self.size : nIn;
  if (n === 0) return EMPTY;
  beforeRead(self);
  if (self.ahead > 0) return take(self, Math.min(n, self.ahead));
  self.resetRead();
  const out = new Uint8Array(n);
  const r = self.rawRead(out);
  return r <= 0 ? EMPTY : out.slice(0, r);
}

/** Returns None where it would block. */
export function readInto(self: PyBuffered, into: Uint8Array, once: boolean): Value {
  beforeRead(self);
  let written = Math.min(self.ahead, into.length);
  into.set(take(self, written));
  if (written < into.length) self.resetRead();
  while (written < into.length) {
    const remaining = into.length - written;
    let r: number;
    if (remaining > self.size) r = self.rawRead(into.subarray(written));
    else if (once && written > 0) break;
    else {
      if (self.ahead === 0) self.resetRead();
      r = self.fill();
      if (r > 0) {
        const count = Math.min(r, remaining);
        into.set(take(self, count), written);
        written += count;
        if (once) break;
        continue;
      }
    }
    if (r === 0) break;
    if (r === WOULD_BLOCK) return written > 0 ? written : None;
    self.taken?.push(into.slice(written, written + r));
    written += r;
    if (once) break;
  }
  return written;
}

export function readLine(self: PyBuffered, limit: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    let n = self.ahead;
    if (limit >= 0) n = Math.min(n, limit - total);
    if (n > 0) {
      const end = self.readBuffer.subarray(self.readPos, self.readPos + n).indexOf(10);
      const count = end < 0 ? n : end + 1;
      chunks.push(take(self, count));
      total += count;
      if (end >= 0) break;
    }
    if (limit >= 0 && total >= limit) break;
    beforeRead(self);
    self.resetRead();
    if (self.fill() <= 0) break;
  }
  return chunks.length === 0 ? EMPTY : joinedChunks(chunks);
}

export function tell(self: PyBuffered): number {
  const pos = self.rawTell();
  if (self.writeEnd > self.writePos) return pos + self.writeEnd - self.writePos;
  // A device that answers 0 whatever was read (GH-95782) makes no negative position.
  return Math.max(0, pos - self.ahead);
}

export function seek(self: PyBuffered, target: number, whence: number): number {
  if (whence < 0 || (whence > 2 && whence !== 3 && whence !== 4))
    throw valueError(`whence value ${whence} unsupported`);
  self.checkSeekable();
  if (whence <= 1 && self.canRead && self.ahead + self.readPos > 0 && self.writeEnd === self.writePos) {
    // Within the buffer nothing but the position changes.
    const current = self.rawTell();
    const offset = whence === 0 ? target - (current - self.ahead) : target;
    if (offset >= -self.readPos && offset <= self.ahead) {
      self.readPos += offset;
      return Math.max(0, current - self.ahead);
    }
  }
  if (self.canWrite) self.flushWrites();
  const adjusted = whence === 1 ? target - self.ahead : target;
  const n = self.rawSeek(adjusted, whence);
  self.resetRead();
  return n;
}
