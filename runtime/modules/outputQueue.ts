/** What a decompressor has made and nobody has taken yet. */
export class OutputQueue {
  private readonly pieces: Uint8Array[] = [];
  private taken = 0;
  /** How many bytes there are. */
  size = 0;

  push(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.pieces.push(piece);
    this.size += piece.length;
  }

  /** The first bytes, at most `max`. */
  take(max: number): Uint8Array {
    const out = new Uint8Array(Math.min(max, this.size));
    let n = 0;
    while (n < out.length) {
      const part = this.pieces[0].subarray(this.taken, this.taken + out.length - n);
      out.set(part, n);
      n += part.length;
      this.taken += part.length;
      if (this.taken === this.pieces[0].length) {
        this.pieces.shift();
        this.taken = 0;
      }
    }
    this.size -= n;
    return out;
  }
}
