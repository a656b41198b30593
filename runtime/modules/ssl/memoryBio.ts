/** `ssl.MemoryBIO`: bytes on their way between a TLS connection and whoever carries them. */
import { bareType } from '../../objects/builtinTypes';
import { needBytes } from '../../objects/buffer';
import { defGetSet, defMethod } from '../../objects/descriptors';
import { PyObject, type PyType, type Value } from '../../objects/object';
import { toIndex } from '../../objects/toIndex';
import { defNewSig } from '../../objects/typeObject';
import { PyBytes } from '../../objects/values';
import { None } from '../../objects/builtinTypes';
import { sslErrors } from './sslErrors';
import { call } from '../../objects/call';

export const memoryBioType = bareType('_ssl.MemoryBIO');

export class PyMemoryBio extends PyObject {
  private parts: Uint8Array[] = [];
  pending = 0;
  ended = false;

  constructor(cls: PyType = memoryBioType) {
    super(cls);
  }

  push(data: Uint8Array): void {
    if (data.length === 0) return;
    this.parts.push(data);
    this.pending += data.length;
  }

  take(limit: number): Uint8Array {
    const count = Math.min(limit, this.pending);
    if (this.parts.length === 1 && count === this.pending) {
      this.pending = 0;
      return this.parts.pop()!;
    }
    const out = new Uint8Array(count);
    for (let at = 0; at < count;) {
      const part = this.parts[0].subarray(0, count - at);
      out.set(part, at);
      at += part.length;
      if (part.length === this.parts[0].length) this.parts.shift();
      else this.parts[0] = this.parts[0].subarray(part.length);
    }
    this.pending -= count;
    return out;
  }

  /** All of it, staying there. */
  peek(): Uint8Array {
    const all = this.take(this.pending);
    this.push(all);
    return all;
  }

  get eof(): boolean {
    return this.ended && this.pending === 0;
  }
}

export function installMemoryBio(): void {
  const t = memoryBioType;
  t.alloc = (cls) => new PyMemoryBio(cls);
  defNewSig(t, '(cls)', (cls: PyType) => cls.alloc!(cls));
  defMethod(t, 'read(self, size=-1, /)', (bio: PyMemoryBio, size: Value) => {
    const n = Number(toIndex(size));
    return new PyBytes(bio.take(n < 0 ? bio.pending : n));
  });
  defMethod(t, 'write(self, b, /)', (bio: PyMemoryBio, b: Value) => {
    const data = needBytes(b).slice();
    if (bio.ended) throw call(sslErrors().SSLError, ['cannot write() after write_eof()']);
    bio.push(data);
    return data.length;
  });
  defMethod(t, 'write_eof(self, /)', (bio: PyMemoryBio) => {
    bio.ended = true;
    return None;
  });
  defGetSet(t, 'pending', (bio: PyMemoryBio) => bio.pending);
  defGetSet(t, 'eof', (bio: PyMemoryBio) => bio.eof);
}
