/**
 * What is searched: text or bytes, indexed by character.
 *
 * Owns: the view by code points that a str with surrogate pairs needs, and remembering the last one made: programs
 * match many times against one text.
 */

export class Subject {
  readonly text: string;
  /** Code points, where they differ from UTF-16 units. */
  readonly points: Uint32Array | null;
  readonly length: number;
  constructor(text: string, points: Uint32Array | null) {
    this.text = text;
    this.points = points;
    this.length = points === null ? text.length : points.length;
  }

  slice(from: number, to: number): string {
    if (this.points === null) return this.text.slice(from, to);
    let s = '';
    for (let i = from; i < to; i += 4096) s += String.fromCodePoint(...this.points.subarray(i, Math.min(to, i + 4096)));
    return s;
  }
}

const SURROGATE = /[\ud800-\udfff]/;
let last = new Subject('', null);

export function textSubject(text: string): Subject {
  if (text === last.text) return last;
  return (last = new Subject(text, SURROGATE.test(text) ? codePoints(text) : null));
}

function codePoints(text: string): Uint32Array {
  const points = new Uint32Array(text.length);
  let n = 0;
  for (let i = 0; i < text.length; n++) {
    const c = text.codePointAt(i)!;
    points[n] = c;
    i += c > 0xffff ? 2 : 1;
  }
  return points.subarray(0, n);
}

/** Bytes as a string of characters below 256, which is what the engine reads fastest. */
export function bytesSubject(data: Uint8Array): Subject {
  let s = '';
  for (let i = 0; i < data.length; i += 8192) s += String.fromCharCode(...data.subarray(i, i + 8192));
  return new Subject(s, null);
}
