/** What block hashes share: buffering, padding, copying. Must not know: Python. */

export interface HashState {
  update(data: Uint8Array): void;
  /** The digest so far; the state goes on. */
  digest(): Uint8Array;
  copy(): HashState;
}

/** A Merkle–Damgård hash over words in `state`. */
export abstract class BlockHash implements HashState {
  protected buffer: Uint8Array;
  protected used = 0;
  protected total = 0;

  protected constructor(
    protected readonly blockSize: number,
    protected state: Uint32Array,
    readonly digestSize: number,
    private readonly lengthBytes: 8 | 16,
    private readonly littleEndian: boolean,
  ) {
    this.buffer = new Uint8Array(blockSize);
  }

  protected abstract process(block: Uint8Array, at: number): void;
  protected abstract fresh(): BlockHash;

  update(data: Uint8Array): void {
    this.total += data.length;
    let at = 0;
    if (this.used > 0) {
      at = Math.min(this.blockSize - this.used, data.length);
      this.buffer.set(data.subarray(0, at), this.used);
      this.used += at;
      if (this.used < this.blockSize) return;
      this.process(this.buffer, 0);
      this.used = 0;
    }
    for (; at + this.blockSize <= data.length; at += this.blockSize) this.process(data, at);
    this.buffer.set(data.subarray(at));
    this.used = data.length - at;
  }

  copy(): BlockHash {
    const other = this.fresh();
    other.state.set(this.state);
    other.buffer.set(this.buffer);
    other.used = this.used;
    other.total = this.total;
    return other;
  }

  digest(): Uint8Array {
    const h = this.copy();
    const bits = h.total * 8;
    const pad = new Uint8Array((h.used < h.blockSize - h.lengthBytes ? h.blockSize : 2 * h.blockSize) - h.used);
    pad[0] = 0x80;
    const view = new DataView(pad.buffer);
    const high = Math.floor(bits / 0x100000000);
    if (h.littleEndian) {
      view.setUint32(pad.length - 8, bits >>> 0, true);
      view.setUint32(pad.length - 4, high, true);
    } else {
      view.setUint32(pad.length - 8, high);
      view.setUint32(pad.length - 4, bits >>> 0);
    }
    h.update(pad);
    const out = new Uint8Array(h.state.length * 4);
    const outView = new DataView(out.buffer);
    h.state.forEach((w, i) => {
      outView.setUint32(4 * i, w, h.littleEndian);
    });
    return out.slice(0, h.digestSize);
  }
}
