/**
 * The state of a TextIOWrapper: decoded characters, pending bytes, the decoder's snapshots (CPython's `textio` struct).
 *
 * Owns: reading and writing through the buffer, and the cookies of tell() and seek(). The Python-visible part is in
 * textIOWrapper.ts.
 */
import { otherThreads } from '../../vm/otherThreads';
import { callMethod } from '../../objects/attributes';
import { None } from '../../objects/builtinTypes';
import { newError, typeError, valueError } from '../../objects/errors';
import { typeOf, type PyObject, type Value } from '../../objects/object';
import { indexOrUndefined } from '../../objects/toIndex';
import { PyBytes, normInt } from '../../objects/values';
import { bufferOf } from '../buffers';
import { bufferedTypes } from './buffered';
import { read1 } from './bufferedReading';
import { PyBuffered } from './bufferedState';
import { write as bufferedWrite } from './bufferedWriting';
import { advance, codePointLength } from './codePoints';
import { joinedChunks, PyIOBase, unsupported } from './ioBase';
import { findLineEnd, type NewlineMode } from './lineEnds';
import type { StreamDecoder, StreamEncoder } from './textCodec';

interface Snapshot {
  flags: bigint;
  input: Uint8Array;
}

export class PyTextIO extends PyIOBase {
  buffer: Value | undefined = undefined;
  detached = false;
  encoding: Value = 'utf-8';
  errors: Value = 'strict';
  newline: string | undefined = undefined;
  lines: NewlineMode = { translate: true, universal: true, readnl: '' };
  /** What "\n" becomes when written; undefined: itself. */
  writenl: string | undefined = undefined;
  lineBuffering = false;
  writeThrough = false;
  encoder: StreamEncoder | undefined = undefined;
  decoder: StreamDecoder | undefined = undefined;
  seekable = false;
  telling = false;
  hasRead1 = false;
  chunkSize = 8192;
  decoded = '';
  decodedUsed = 0;
  snapshot: Snapshot | undefined = undefined;
  bytesPerChar = 0;
  pending: Uint8Array[] = [];
  pendingSize = 0;
  finalizing = false;

  override get finalizationRank(): number {
    return 2;
  }

  source(): Value {
    if (this.buffer === undefined)
      throw valueError(this.detached ? 'underlying buffer has been detached' : 'I/O operation on uninitialized object');
    return this.buffer;
  }

  // ---- writing

  write(text: string): void {
    const { encoder } = this;
    if (encoder === undefined) throw unsupported('not writable');
    const hasLf = (this.writenl !== undefined || this.lineBuffering) && text.includes('\n');
    const out = hasLf && this.writenl !== undefined ? text.replaceAll('\n', this.writenl) : text;
    const needFlush = this.lineBuffering && (hasLf || out.includes('\r'));
    const bytes = encoder.encode(out);
    if (this.pendingSize > 0 && this.pendingSize + bytes.length > this.chunkSize) this.flushPending();
    // What the stream below writes to us while it takes a flush goes out before anything big.
    if (bytes.length >= this.chunkSize) while (this.pendingSize > 0) this.flushPending();
    this.pending.push(bytes);
    this.pendingSize += bytes.length;
    if (this.pendingSize >= this.chunkSize || needFlush || this.writeThrough) this.flushPending();
    if (needFlush) callMethod(this.source(), 'flush');
    if (this.snapshot !== undefined) {
      this.setDecoded('');
      this.snapshot = undefined;
    }
    this.decoder?.reset();
  }

  flushPending(): void {
    if (this.pendingSize === 0) return;
    const bytes = joinedChunks(this.pending);
    this.pending = [];
    this.pendingSize = 0;
    const buffer = this.source();
    if (plainBuffered(buffer) && buffer.canWrite && !buffer.busy) {
      buffer.checkOpen('write to closed file');
      buffer.exclusive(() => bufferedWrite(buffer, bytes));
      return;
    }
    callMethod(buffer, 'write', [new PyBytes(bytes)]);
  }

  // ---- reading

  setDecoded(text: string): void {
    this.decoded = text;
    this.decodedUsed = 0;
  }

  /** Up to `n` code points of what is decoded already; all for a negative n. */
  takeDecoded(n: number): string {
    const from = this.decodedUsed;
    const to = n < 0 ? this.decoded.length : advance(this.decoded, from, n);
    this.decodedUsed = to;
    return from === 0 && to === this.decoded.length ? this.decoded : this.decoded.slice(from, to);
  }

  /** Reads and decodes once more; false at the end. */
  readChunk(sizeHint: number): boolean {
    const { decoder } = this;
    if (decoder === undefined) throw unsupported('not readable');
    let state: [Uint8Array, number | bigint] | undefined;
    if (this.telling) state = decoder.getState();
    const hint = sizeHint > 0 ? Math.floor((this.bytesPerChar || 1) * sizeHint) : 0;
    const size = Math.max(this.chunkSize, hint);
    const input = this.readBytes(size);
    const eof = input.length === 0;
    this.setDecoded(decoder.decode(input, eof));
    this.bytesPerChar = this.decoded.length > 0 ? input.length / this.decoded.length : 0;
    if (state !== undefined) this.snapshot = { flags: BigInt(state[1]), input: joinedChunks([state[0], input]) };
    return !eof || this.decoded.length > 0;
  }

  private readBytes(size: number): Uint8Array {
    const buffer = this.source();
    if (plainBuffered(buffer) && buffer.canRead && !buffer.busy) {
      buffer.checkOpen('read of closed file');
      return buffer.exclusive(() => read1(buffer, size));
    }
    const method = this.hasRead1 ? 'read1' : 'read';
    const data = callMethod(buffer, method, [size]);
    const bytes = bufferOf(data);
    if (bytes === undefined)
      throw typeError(`underlying ${method}() should have returned a bytes-like object, not '${typeOf(data).tpName}'`);
    return bytes;
  }

  readAll(): string {
    const { decoder } = this;
    if (decoder === undefined) throw unsupported('not readable');
    const data = callMethod(this.source(), 'read');
    if (data === None) throw newError('BlockingIOError', 'Read returned None.');
    const bytes = bufferOf(data);
    if (bytes === undefined)
      throw typeError(`underlying read() should have returned a bytes-like object, not '${typeOf(data).tpName}'`);
    const text = this.takeDecoded(-1) + decoder.decode(bytes, true);
    if (this.snapshot !== undefined) {
      this.setDecoded('');
      this.snapshot = undefined;
    }
    return text;
  }

  read(n: number): string {
    let out = this.takeDecoded(n);
    let have = codePointLength(out);
    while (have < n) {
      if (!this.readChunk(n - have)) break;
      const more = this.takeDecoded(n - have);
      out += more;
      have += codePointLength(more);
    }
    return out;
  }

  readLine(limit: number): string {
    let line = '';
    // What was looked at already and held no line end; a "\r" at its end is looked at again.
    let searched = 0;
    while (this.decodedUsed < this.decoded.length || this.moreAfter(line)) {
      line += this.decodedUsed === 0 ? this.decoded : this.decoded.slice(this.decodedUsed);
      this.decodedUsed = this.decoded.length;
      const end = findLineEnd(line, Math.max(0, searched - 1), this.lines, false);
      if (end >= 0) return this.cut(line, end, limit);
      if (limit >= 0 && codePointLength(line) >= limit) return this.cut(line, line.length, limit);
      searched = line.length;
    }
    const end = findLineEnd(line, 0, this.lines, true);
    return this.cut(line, end < 0 ? line.length : end, limit);
  }

  /** Reads on; false at the end. A thread that is parked here reads the line from its beginning again. */
  private moreAfter(line: string): boolean {
    try {
      if (this.fillDecoded()) return true;
    } catch (e) {
      if (otherThreads.isParking(e)) this.setDecoded(line);
      throw e;
    }
    if (this.snapshot !== undefined) this.setDecoded('');
    this.snapshot = undefined;
    return false;
  }

  private fillDecoded(): boolean {
    for (;;) {
      if (!this.readChunk(0)) return false;
      if (this.decoded.length > 0) return true;
    }
  }

  /** The line up to `end` or `limit` code points; the rest is given back. */
  private cut(line: string, end: number, limit: number): string {
    const stop = limit >= 0 ? Math.min(end, advance(line, 0, limit)) : end;
    const rest = line.length - stop;
    if (rest > 0) {
      if (rest <= this.decodedUsed) this.decodedUsed -= rest;
      else {
        // Lines that span chunks are put back as one chunk; then the snapshot no longer fits.
        this.decoded = line.slice(stop) + this.decoded.slice(this.decodedUsed);
        this.decodedUsed = 0;
        this.snapshot = undefined;
      }
    }
    return stop === line.length ? line : line.slice(0, stop);
  }

  // ---- positions: a cookie holds the buffer's position, the decoder's flags and what is to be fed to it from there

  tell(): number | bigint {
    if (!this.seekable) throw unsupported('underlying stream is not seekable');
    if (!this.telling) throw newError('OSError', 'telling position disabled by next() call');
    this.flushPending();
    callMethod(this, 'flush');
    const at = indexOrUndefined(callMethod(this.source(), 'tell')) ?? 0;
    const { decoder, snapshot } = this;
    if (decoder === undefined || snapshot === undefined) return at;
    let position = Number(at) - snapshot.input.length;
    let chars = codePointLength(this.decoded.slice(0, this.decodedUsed));
    if (chars === 0) return packCookie(position, snapshot.flags, 0, false, 0);
    const saved = decoder.getState();
    try {
      // Feeds the decoder a byte at a time until it has produced what was used; the last safe state is the cookie.
      const empty = new Uint8Array(0);
      decoder.setState([empty, normInt(snapshot.flags)]);
      let fed = 0;
      let flags = snapshot.flags;
      let decodedChars = 0;
      let eof = false;
      for (let i = 0; i < snapshot.input.length; i++) {
        fed++;
        decodedChars += codePointLength(decoder.decode(snapshot.input.subarray(i, i + 1), false));
        const [buffered, newFlags] = decoder.getState();
        if (buffered.length === 0 && decodedChars <= chars) {
          position += fed;
          chars -= decodedChars;
          flags = BigInt(newFlags);
          fed = 0;
          decodedChars = 0;
        }
        if (decodedChars >= chars) break;
        if (i === snapshot.input.length - 1) {
          decodedChars += codePointLength(decoder.decode(empty, true));
          eof = true;
          if (decodedChars < chars) throw newError('OSError', "can't reconstruct logical file position");
        }
      }
      return packCookie(position, flags, fed, eof, chars);
    } finally {
      decoder.setState(saved);
    }
  }

  seekCookie(cookieIn: bigint): void {
    const cookie = unpackCookie(cookieIn);
    callMethod(this, 'flush');
    callMethod(this.source(), 'seek', [cookie.position]);
    this.setDecoded('');
    this.snapshot = undefined;
    const { decoder } = this;
    if (decoder !== undefined) {
      if (cookie.position === 0 && cookie.flags === 0n) decoder.reset();
      else decoder.setState([new Uint8Array(0), normInt(cookie.flags)]);
      this.snapshot = { flags: cookie.flags, input: new Uint8Array(0) };
    }
    if (cookie.chars > 0 && decoder !== undefined) {
      const data = callMethod(this.source(), 'read', [cookie.bytes]);
      const input = bufferOf(data);
      if (input === undefined)
        throw typeError(`underlying read() should have returned a bytes-like object, not '${typeOf(data).tpName}'`);
      this.snapshot = { flags: cookie.flags, input };
      this.setDecoded(decoder.decode(input, cookie.eof));
      if (codePointLength(this.decoded) < cookie.chars)
        throw newError('OSError', "can't restore logical file position");
      this.decodedUsed = advance(this.decoded, 0, cookie.chars);
    }
    this.encoder?.setStart(cookie.position === 0 && cookie.flags === 0n);
  }
}

/** A buffered stream of exactly our types: its methods need not be looked up. */
function plainBuffered(v: PyObject | Value): v is PyBuffered {
  return (
    v instanceof PyBuffered &&
    (v.cls === bufferedTypes.reader || v.cls === bufferedTypes.writer || v.cls === bufferedTypes.random)
  );
}

function packCookie(position: number, flags: bigint, bytes: number, eof: boolean, chars: number): number | bigint {
  return normInt(
    BigInt(position) | (flags << 64n) | (BigInt(bytes) << 128n) | (BigInt(chars) << 192n) | (eof ? 1n << 256n : 0n),
  );
}

function unpackCookie(n: bigint): { position: number; flags: bigint; bytes: number; chars: number; eof: boolean } {
  const word = (i: bigint) => (n >> (i * 64n)) & 0xffffffffffffffffn;
  return {
    position: Number(word(0n)),
    flags: word(1n),
    bytes: Number(word(2n)),
    chars: Number(word(3n)),
    eof: word(4n) !== 0n,
  };
}
