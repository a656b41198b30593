/** `mmap` objects: memory that stands for a part of a file, and what happens to the file. */
import { newError, typeError, valueError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { PyObject } from '../../objects/object';
import { releaseFile, type OpenFile } from '../fileDescriptors';
import { hostCall, osError } from '../osErrors';

export const Access = { DEFAULT: 0, READ: 1, WRITE: 2, COPY: 3 } as const;

/** So much is read at once. */
const PIECE = 64 * 1024 * 1024;

function memory(size: number): Uint8Array {
  try {
    return new Uint8Array(size);
  } catch {
    throw osError('ENOMEM');
  }
}

export class PyMmap extends PyObject {
  data: Uint8Array = new Uint8Array(0);
  /** Undefined: no file, or one whose descriptor isn't kept. */
  file: OpenFile | undefined;
  /** What is written gets into the file. */
  isShared = false;
  keepsFile = true;
  access: number = Access.DEFAULT;
  offset = 0;
  position = 0;
  exports = 0;
  closed = false;

  check(): this {
    if (this.closed) throw valueError('mmap closed or invalid');
    return this;
  }

  get isWritable(): boolean {
    return this.access !== Access.READ;
  }

  checkWritable(): this {
    this.check();
    if (!this.isWritable) throw typeError("mmap can't modify a readonly memory map.");
    return this;
  }

  /** Reads the file's part of this length. */
  load(size: number): void {
    this.data = memory(size);
    const { file } = this;
    if (file === undefined) return;
    for (let at = 0; at < size;) {
      const n = hostCall(() => file.readAt!(this.data.subarray(at, at + PIECE), this.offset + at));
      if (n === 0) break;
      at += n;
    }
  }

  /** The bytes from `from` to `to` have been written: so are those of the file. */
  changed(from = 0, to = this.data.length): void {
    const { file } = this;
    if (!this.isShared || !this.isWritable || file === undefined || from >= to) return;
    hostCall(() => file.writeAt!(this.data.subarray(from, to), this.offset + from));
  }

  resize(size: number): void {
    this.check();
    if (this.exports > 0) throw newError(Exc.BufferError, "mmap can't resize with extant pointers exported.");
    if (this.access !== Access.WRITE && this.access !== Access.DEFAULT)
      throw typeError("mmap can't resize a readonly or copy-on-write memory map.");
    if (!this.keepsFile) throw valueError("mmap can't resize with trackfd=False.");
    if (size < 0) throw valueError('new size out of range');
    const { file } = this;
    if (file !== undefined) {
      if (file.truncate === undefined) throw osError('EINVAL');
      hostCall(() => file.truncate!(this.offset + size));
    }
    if (size === 0) throw osError('EINVAL');
    const old = this.data;
    this.data = memory(size);
    this.data.set(old.subarray(0, size));
  }

  close(): void {
    if (this.closed) return;
    if (this.exports > 0) throw newError(Exc.BufferError, 'cannot close exported pointers exist');
    this.closed = true;
    this.data = new Uint8Array(0);
    const { file } = this;
    this.file = undefined;
    if (file !== undefined) releaseFile(file);
  }
}
