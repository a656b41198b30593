/**
 * The tokens of one source text, as parallel arrays of numbers that grow.
 *
 * Owns: storage. Must not know: how tokens are found. `start` and `end` are UTF-16 indices into the source;
 * `line`/`col` and `endLine`/`endCol` are CPython's (UTF-8 bytes); `name` is the index of an interned identifier.
 */

export class TokenBuffer {
  count = 0;
  kind: Uint8Array;
  start: Int32Array;
  end: Int32Array;
  line: Int32Array;
  col: Int32Array;
  endLine: Int32Array;
  endCol: Int32Array;
  name: Int32Array;

  constructor(capacity: number) {
    this.kind = new Uint8Array(capacity);
    this.start = new Int32Array(capacity);
    this.end = new Int32Array(capacity);
    this.line = new Int32Array(capacity);
    this.col = new Int32Array(capacity);
    this.endLine = new Int32Array(capacity);
    this.endCol = new Int32Array(capacity);
    this.name = new Int32Array(capacity);
  }

  grow(): void {
    const capacity = this.kind.length * 2;
    const kind = new Uint8Array(capacity);
    kind.set(this.kind);
    this.kind = kind;
    this.start = grown(this.start, capacity);
    this.end = grown(this.end, capacity);
    this.line = grown(this.line, capacity);
    this.col = grown(this.col, capacity);
    this.endLine = grown(this.endLine, capacity);
    this.endCol = grown(this.endCol, capacity);
    this.name = grown(this.name, capacity);
  }
}

function grown(array: Int32Array, capacity: number): Int32Array {
  const copy = new Int32Array(capacity);
  copy.set(array);
  return copy;
}
