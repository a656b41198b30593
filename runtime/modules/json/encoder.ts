/** JSON text from Python values (CPython's encoder_listencode_obj), without indentation. */
import { None } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { PyDict } from '../../objects/dict';
import { callMethod } from '../../objects/attributes';
import { typeError, valueError } from '../../objects/errors';
import { PyBaseException } from '../../objects/exceptionTypes';
import { floatRepr } from '../../objects/floatText';
import { intRepr } from '../../objects/intText';
import { toArray } from '../../objects/iteration';
import { isNativeFunction } from '../../objects/descriptors';
import { typeOf, type Value } from '../../objects/object';
import { repr } from '../../objects/text';
import { intOf, PyFloat, PyList, PyTuple, strOf } from '../../objects/values';

const escapes: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

const unicodeEscape = (c: string): string => escapes[c] ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A JSON string in ASCII. */
export function quoteAscii(s: string): string {
  return /[^\x20-\x7e]|["\\]/.test(s) ? `"${s.replace(/[^\x20-\x7e]|["\\]/g, unicodeEscape)}"` : `"${s}"`;
}

/** A JSON string with non-ASCII characters as they are. */
export function quoteText(s: string): string {
  return /[\x00-\x1f"\\]/.test(s) ? `"${s.replace(/[\x00-\x1f"\\]/g, unicodeEscape)}"` : `"${s}"`;
}

export interface EncoderOptions {
  /** Circular references are looked for. */
  markers: boolean;
  fallback: Value;
  encoder: Value;
  /** Text of one level of indentation; undefined for everything on one line. */
  indent: string | undefined;
  keySeparator: string;
  itemSeparator: string;
  sortKeys: boolean;
  skipKeys: boolean;
  allowNan: boolean;
}

export class JsonEncoder {
  private readonly active = new Set<Value>();
  private readonly quote: (s: Value) => string;

  /** Depth of the container whose items are being written. */
  level = 0;

  constructor(private readonly o: EncoderOptions) {
    const { encoder } = o;
    const native = isNativeFunction(encoder) && encoder.module === '_json' ? encoder.spec.name : '';
    if (native === 'encode_basestring_ascii') this.quote = (s) => quoteAscii(strOf(s)!);
    else if (native === 'encode_basestring') this.quote = (s) => quoteText(strOf(s)!);
    else
      this.quote = (s) => {
        const r = call(encoder, [s]);
        const text = strOf(r);
        if (text === undefined) throw typeError(`encoder() must return a string, not ${typeOf(r).tpName}`);
        return text;
      };
  }

  private float(x: number): string {
    if (Number.isFinite(x)) return floatRepr(x);
    if (!this.o.allowNan) throw valueError(`Out of range float values are not JSON compliant: ${floatRepr(x)}`);
    return Number.isNaN(x) ? 'NaN' : x > 0 ? 'Infinity' : '-Infinity';
  }

  /** The text of a scalar; undefined for anything else. */
  private scalar(v: Value): string | undefined {
    if (v === None) return 'null';
    if (v === true) return 'true';
    if (v === false) return 'false';
    const n = intOf(v);
    if (n !== undefined) return intRepr(n);
    if (v instanceof PyFloat) return this.float(v.value);
    return undefined;
  }

  encode(v: Value, out: string[]): void {
    if (strOf(v) !== undefined) {
      out.push(this.quote(v));
      return;
    }
    const scalar = this.scalar(v);
    if (scalar !== undefined) out.push(scalar);
    else if (v instanceof PyList || v instanceof PyTuple)
      this.guarded(v, () => {
        this.list(v, out);
      });
    else if (v instanceof PyDict)
      this.guarded(v, () => {
        this.dict(v, out);
      });
    else
      this.guarded(v, () => {
        const replaced = call(this.o.fallback, [v]);
        noting(
          () => {
            this.encode(replaced, out);
          },
          () => `when serializing ${typeOf(v).name} object`,
        );
      });
  }

  private guarded(v: Value, f: () => void): void {
    if (!this.o.markers) {
      f();
      return;
    }
    if (this.active.has(v)) throw valueError('Circular reference detected');
    this.active.add(v);
    try {
      f();
    } finally {
      this.active.delete(v);
    }
  }

  /** A line break and the indentation of the current level. */
  private line(): string {
    return this.o.indent === undefined ? '' : `\n${this.o.indent.repeat(this.level)}`;
  }

  private list(v: PyList | PyTuple, out: string[]): void {
    const items = v.cls.isHeap ? toArray(v) : v.items;
    if (items.length === 0) {
      out.push('[]');
      return;
    }
    this.level++;
    const line = this.line();
    for (let i = 0; i < items.length; i++) {
      out.push((i === 0 ? '[' : this.o.itemSeparator) + line);
      noting(
        () => {
          this.encode(items[i], out);
        },
        () => `when serializing ${typeOf(v).name} item ${i}`,
      );
    }
    this.level--;
    out.push(`${this.line()}]`);
  }

  private key(k: Value): string | undefined {
    if (strOf(k) !== undefined) return this.quote(k);
    const scalar = this.scalar(k);
    if (scalar !== undefined) return this.quote(scalar);
    if (this.o.skipKeys) return undefined;
    throw typeError(`keys must be str, int, float, bool or None, not ${typeOf(k).tpName}`);
  }

  private dict(d: PyDict, out: string[]): void {
    if (d.size === 0) {
      out.push('{}');
      return;
    }
    const items = toArray(callMethod(d, 'items')) as PyTuple[];
    if (this.o.sortKeys) {
      const list = new PyList(items);
      callMethod(list, 'sort');
      items.splice(0, items.length, ...(list.items as PyTuple[]));
    }
    let first = true;
    this.level++;
    const line = this.line();
    out.push('{');
    for (const item of items) {
      const [k, v] = item.items;
      const key = this.key(k);
      if (key === undefined) continue;
      out.push((first ? line : this.o.itemSeparator + line) + key, this.o.keySeparator);
      first = false;
      noting(
        () => {
          this.encode(v, out);
        },
        () => `when serializing ${typeOf(d).name} item ${repr(k)}`,
      );
    }
    this.level--;
    out.push(first ? '}' : `${this.line()}}`);
  }
}

/** Adds a note to an exception that passes. */
function noting(f: () => void, note: () => string): void {
  try {
    f();
  } catch (e) {
    if (e instanceof PyBaseException) callMethod(e, 'add_note', [note()]);
    throw e;
  }
}
