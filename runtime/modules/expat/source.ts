/**
 * A document's bytes as text: which encoding it is in, decoding in pieces, and where in the input a place of the text is.
 *
 * Owns: the text that has not been consumed. Places are indices into `text`. What can't be decoded becomes UNDECODABLE.
 * Knows nothing of XML but how its first bytes look.
 */

/** Stands where bytes are that mean nothing in the encoding: never part of a valid document. */
const UNDECODABLE = '\udc00';

/** 256 characters: what each byte means; '' where it means nothing. */
export type ByteTable = readonly string[];

export type Encoding = 'utf-8' | 'iso-8859-1' | 'us-ascii' | 'utf-16le' | 'utf-16be' | ByteTable;

const known: Record<string, Encoding | 'utf-16' | undefined> = {
  'utf-8': 'utf-8',
  'iso-8859-1': 'iso-8859-1',
  'us-ascii': 'us-ascii',
  'utf-16': 'utf-16',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
};

/** The encodings that need nobody's help. */
export const knownEncoding = (name: string): Encoding | 'utf-16' | undefined => {
  const key = name.toLowerCase();
  return Object.hasOwn(known, key) ? known[key] : undefined;
};

const isWide = (e: Encoding): boolean => e === 'utf-16le' || e === 'utf-16be';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export class Source {
  text = '';
  /** Not decided before the first two bytes are there. */
  encoding: Encoding | undefined;
  line = 1;
  column = 0;
  /** The place whose line and column these are. */
  private counted = 0;
  /** All bytes so far. */
  fed = 0;
  /** Bytes at the end that are not a whole character yet. */
  private pending: Uint8Array = new Uint8Array(0);
  /** What `text` was decoded from, while a declaration may still name another encoding. */
  private undecided: Uint8Array | undefined = new Uint8Array(0);
  /** How many bytes come before `text`. */
  private startByte = 0;
  private marked = { at: 0, byte: 0 };

  get endsInCharacter(): boolean {
    return this.pending.length > (this.encoding !== undefined && isWide(this.encoding) ? 1 : 0);
  }

  /** A single byte of two is left. */
  get endsInHalf(): boolean {
    return this.encoding !== undefined && isWide(this.encoding) && this.pending.length === 1;
  }

  /** Text that was never bytes: as if it were UTF-8. */
  feedText(text: string): void {
    this.fed += utf8Length(text);
    if (this.encoding === undefined) {
      this.encoding = 'utf-8';
      this.undecided = undefined;
      if (text.startsWith('\ufeff')) {
        text = text.slice(1);
        this.column = 1;
        this.marked.byte = this.startByte = 3;
      }
    }
    this.text += text;
  }

  feed(bytes: Uint8Array): void {
    this.fed += bytes.length;
    if (this.undecided !== undefined) this.undecided = joined(this.undecided, bytes);
    if (this.encoding !== undefined) this.decode(bytes);
    else this.pending = joined(this.pending, bytes);
  }

  /**
   * Looks at the first bytes (expat's initScan): a byte order mark, or "<" in two bytes. `given` is the encoding that the
   * caller names; content is an external entity's, where a mark may be text. False: more bytes are needed.
   */
  begin(given: Encoding | 'utf-16' | undefined, isContent: boolean): boolean {
    if (this.encoding !== undefined) return true;
    const bytes = this.pending;
    if (bytes.length === 0) return false;
    const [a, b, c] = bytes;
    const isLatin = given === 'iso-8859-1';
    const isUtf16 = given === 'utf-16' || given === 'utf-16le' || given === 'utf-16be';
    let mark = 0;
    let found: Encoding | undefined;
    if (bytes.length === 1) {
      const mayBeMark = a === 0xef || a >= 0xfe;
      if (isUtf16 || a === 0 || a === 0x3c || (mayBeMark && !(isLatin && isContent))) return false;
    } else if (a === 0xfe && b === 0xff && !(isLatin && isContent)) [found, mark] = ['utf-16be', 2];
    else if (a === 0xff && b === 0xfe && !(isLatin && isContent)) [found, mark] = ['utf-16le', 2];
    else if (a === 0x3c && b === 0 && !(isContent && isUtf16 && given !== 'utf-16le')) found = 'utf-16le';
    else if (a === 0xef && b === 0xbb && !(isContent && (isLatin || isUtf16))) {
      if (c === undefined) return false;
      if (c === 0xbf) [found, mark] = ['utf-8', 3];
    } else if (a === 0 && !(isContent && given === 'utf-16le')) found = 'utf-16be';
    else if (b === 0 && !isContent) found = 'utf-16le';
    this.encoding = found ?? (given === 'utf-16' ? 'utf-16be' : (given ?? 'utf-8'));
    this.marked.byte = this.startByte = mark;
    if (mark > 0) this.column = 1;
    this.pending = new Uint8Array(0);
    this.decode(bytes.subarray(mark));
    return true;
  }

  /** The first token has been read: the encoding stays. */
  settle(): void {
    this.undecided = undefined;
  }

  /** From `at` on the text is in another encoding. False where its characters have another width. */
  change(encoding: Encoding | 'utf-16', at: number): boolean {
    const wide = isWide(this.encoding!);
    if (encoding === 'utf-16') return wide;
    if (wide || isWide(encoding)) return encoding === this.encoding;
    const rest = this.undecided?.subarray(this.byteIndex(at));
    this.encoding = encoding;
    if (rest === undefined) return true;
    this.text = this.text.slice(0, at);
    this.pending = new Uint8Array(0);
    this.decode(rest);
    return true;
  }

  private decode(bytes: Uint8Array): void {
    if (this.pending.length > 0) bytes = joined(this.pending, bytes);
    const whole = bytes.length - incompleteAtEnd(bytes, this.encoding!);
    this.pending = bytes.slice(whole);
    this.text += decoded(bytes.subarray(0, whole), this.encoding!);
  }

  private byteLength(from: number, to: number): number {
    if (this.encoding === 'utf-8') return utf8Length(this.text, from, to);
    return this.encoding !== undefined && isWide(this.encoding) ? 2 * (to - from) : to - from;
  }

  /** How many bytes come before a place. Places are asked for in their order, mostly. */
  byteIndex(at: number): number {
    const m = this.marked;
    if (at < m.at) this.marked = { at, byte: this.startByte + this.byteLength(0, at) };
    else this.marked = { at, byte: m.byte + this.byteLength(m.at, at) };
    return this.marked.byte;
  }

  /** Brings line and column to a place. */
  countTo(at: number): void {
    const { text } = this;
    for (let i = this.counted; i < at; i++) {
      const c = text.charCodeAt(i);
      if (c === 10 || c === 13) {
        this.line++;
        this.column = 0;
        if (c === 13 && i + 1 < at && text.charCodeAt(i + 1) === 10) i++;
      } else if ((c & 0xfc00) !== 0xdc00) this.column++;
    }
    if (at <= this.counted) return;
    this.counted = at;
  }

  /** Drops what has been consumed. */
  trim(consumed: number): void {
    this.countTo(consumed);
    this.startByte = this.byteIndex(consumed);
    this.text = this.text.slice(consumed);
    this.counted -= consumed;
    this.marked = { at: 0, byte: this.startByte };
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}

export function utf8Length(text: string, from = 0, to = text.length): number {
  let n = 0;
  for (let i = from; i < to; i++) {
    const c = text.charCodeAt(i);
    // Either half of a pair is two of its four bytes.
    n += c < 0x80 ? 1 : c < 0x800 || (c >= 0xd800 && c < 0xe000) ? 2 : 3;
  }
  return n;
}

/** How many bytes at the end begin a character that they don't end. */
function incompleteAtEnd(bytes: Uint8Array, encoding: Encoding): number {
  const n = bytes.length;
  if (isWide(encoding)) {
    const odd = n % 2;
    const high = encoding === 'utf-16le' ? n - odd - 1 : n - odd - 2;
    return high >= 0 && (bytes[high] & 0xfc) === 0xd8 ? odd + 2 : odd;
  }
  if (encoding !== 'utf-8') return 0;
  for (let back = 1; back <= 3 && back <= n; back++) {
    const c = bytes[n - back];
    if (c < 0x80) return 0;
    if (c >= 0xc0) {
      const length = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
      return length > back && c < 0xf5 ? back : 0;
    }
  }
  return 0;
}

function decoded(bytes: Uint8Array, encoding: Encoding): string {
  switch (encoding) {
    case 'utf-8':
      return decodedUtf8(bytes);
    case 'iso-8859-1':
      return fromUnits(bytes);
    case 'us-ascii':
      return fromUnits(bytes).replace(/[\x80-\xff]/g, UNDECODABLE);
    case 'utf-16le':
    case 'utf-16be': {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      const units = new Uint16Array(bytes.length >> 1);
      for (let i = 0; i < units.length; i++) units[i] = view.getUint16(2 * i, encoding === 'utf-16le');
      return fromUnits(units).replace(/[\ud800-\udbff](?![\udc00-\udfff])/g, UNDECODABLE);
    }
  }
  let out = '';
  for (const b of bytes) out += encoding[b] === '' ? UNDECODABLE : encoding[b];
  return out;
}

function fromUnits(units: Uint8Array | Uint16Array): string {
  let out = '';
  for (let i = 0; i < units.length; i += 8192) out += String.fromCharCode(...units.subarray(i, i + 8192));
  return out;
}

function decodedUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    // Somewhere is a byte that doesn't belong: up to there the text is good.
    let good = 0;
    let bad = bytes.length;
    while (bad - good > 1) {
      const middle = (good + bad) >> 1;
      if (isWellFormed(bytes.subarray(0, middle))) good = middle;
      else bad = middle;
    }
    const kept = good - incompleteAtEnd(bytes.subarray(0, good), 'utf-8');
    return utf8.decode(bytes.subarray(0, kept)) + UNDECODABLE;
  }
}

/** So far: a character may be cut at the end. */
function isWellFormed(bytes: Uint8Array): boolean {
  try {
    utf8.decode(bytes.subarray(0, bytes.length - incompleteAtEnd(bytes, 'utf-8')));
    return true;
  } catch {
    return false;
  }
}
