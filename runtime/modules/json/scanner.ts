/** Python values from JSON text (CPython's scan_once and scanstring). Positions are UTF-16 offsets inside, code points outside. */
import { getAttr } from '../../objects/attributes';
import { None } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { PyDict } from '../../objects/dict';
import { stopIteration, valueError } from '../../objects/errors';
import { parseInteger } from '../../objects/intText';
import { intType, floatType } from '../../objects/builtinTypes';
import type { Value } from '../../objects/object';
import { codePointIndex, unitOffset } from '../../objects/strOps';
import { PyFloat, PyList, PyTuple } from '../../objects/values';
import { importModule } from '../importing';

/** Raises json.JSONDecodeError. */
function decodeError(message: string, doc: string, at: number): never {
  const cls = getAttr(importModule('json.decoder'), 'JSONDecodeError');
  throw call(cls, [message, doc, codePointIndex(doc, at)]);
}

const simple: Record<string, string> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** A string whose opening quote is before `end`: the value and the offset behind the closing quote. */
export function scanString(doc: string, end: number, strict: boolean): [string, number] {
  const begin = end - 1;
  if (end < 0 || end > doc.length) throw valueError('end is out of bounds');
  let out = '';
  let at = end;
  for (;;) {
    const start = at;
    let c = -1;
    while (at < doc.length) {
      c = doc.charCodeAt(at);
      if (c === 34 || c === 92) break;
      if (c <= 31 && strict) decodeError('Invalid control character at', doc, at);
      at++;
    }
    if (at >= doc.length) decodeError('Unterminated string starting at', doc, begin);
    out += doc.slice(start, at);
    at++;
    if (c === 34) return [out, at];
    if (at >= doc.length) decodeError('Unterminated string starting at', doc, begin);
    const e = doc[at];
    if (e !== 'u') {
      const plain = simple[e] as string | undefined;
      if (plain === undefined) decodeError('Invalid \\escape', doc, at - 1);
      out += plain;
      at++;
      continue;
    }
    const hex = doc.slice(at + 1, at + 5);
    if (!/^[0-9a-fA-F]{4}$/.test(hex)) decodeError('Invalid \\uXXXX escape', doc, at);
    out += String.fromCharCode(parseInt(hex, 16));
    at += 5;
  }
}

export interface ScannerOptions {
  strict: boolean;
  objectHook: Value;
  pairsHook: Value;
  parseFloat: Value;
  parseInt: Value;
  parseConstant: Value;
}

const numberPattern = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;

export class JsonScanner {
  /** Keys are shared between the objects of one document. */
  private readonly memo = new Map<string, string>();

  constructor(readonly options: ScannerOptions) {}

  /** scan_once(doc, index), positions in code points. */
  scanAt(doc: string, index: number): [Value, number] {
    if (index < 0) throw valueError('idx cannot be negative');
    const at = unitOffset(doc, index);
    const [v, next] = this.scan(doc, at);
    this.memo.clear();
    return [v, codePointIndex(doc, next)];
  }

  private scan(doc: string, at: number): [Value, number] {
    switch (doc[at]) {
      case '"':
        return scanString(doc, at + 1, this.options.strict);
      case '{':
        return this.object(doc, at + 1);
      case '[':
        return this.array(doc, at + 1);
      case 'n':
        if (doc.startsWith('null', at)) return [None, at + 4];
        break;
      case 't':
        if (doc.startsWith('true', at)) return [true, at + 4];
        break;
      case 'f':
        if (doc.startsWith('false', at)) return [false, at + 5];
        break;
      case 'N':
        if (doc.startsWith('NaN', at)) return this.constant('NaN', at);
        break;
      case 'I':
        if (doc.startsWith('Infinity', at)) return this.constant('Infinity', at);
        break;
      case '-':
        if (doc.startsWith('-Infinity', at)) return this.constant('-Infinity', at);
        break;
    }
    numberPattern.lastIndex = at;
    const m = numberPattern.exec(doc);
    if (m === null) throw stopIteration(codePointIndex(doc, at));
    const text = m[0];
    const next = at + text.length;
    if (m[1] !== undefined || m[2] !== undefined) {
      const { parseFloat } = this.options;
      return [parseFloat === floatType ? new PyFloat(Number(text)) : call(parseFloat, [text]), next];
    }
    const { parseInt } = this.options;
    return [
      parseInt === intType ? (text.length < 16 ? Number(text) + 0 : parseInteger(text, 10)) : call(parseInt, [text]),
      next,
    ];
  }

  private constant(name: string, at: number): [Value, number] {
    return [call(this.options.parseConstant, [name]), at + name.length];
  }

  private space(doc: string, at: number): number {
    let i = at;
    for (;;) {
      const c = doc.charCodeAt(i);
      if (c !== 32 && c !== 10 && c !== 13 && c !== 9) return i;
      i++;
    }
  }

  private item(doc: string, at: number): [Value, number] {
    try {
      return this.scan(doc, at);
    } catch (e) {
      const stop = (e as { fields?: Map<string, Value> | null }).fields?.get('value');
      if (typeof stop === 'number') decodeError('Expecting value', doc, unitOffset(doc, stop));
      throw e;
    }
  }

  private object(doc: string, start: number): [Value, number] {
    const { objectHook, pairsHook, strict } = this.options;
    const pairs: Value[] | undefined = pairsHook !== None ? [] : undefined;
    const dict = new PyDict();
    let at = this.space(doc, start);
    if (doc[at] !== '}') {
      for (;;) {
        if (doc[at] !== '"') decodeError('Expecting property name enclosed in double quotes', doc, at);
        const [read, afterKey] = scanString(doc, at + 1, strict);
        let key = this.memo.get(read);
        if (key === undefined) this.memo.set(read, (key = read));
        at = this.space(doc, afterKey);
        if (doc[at] !== ':') decodeError("Expecting ':' delimiter", doc, at);
        at = this.space(doc, at + 1);
        const [value, afterValue] = this.item(doc, at);
        if (pairs !== undefined) pairs.push(new PyTuple([key, value]));
        else dict.setStr(key, value);
        at = this.space(doc, afterValue);
        if (doc[at] === '}') break;
        if (doc[at] !== ',') decodeError("Expecting ',' delimiter", doc, at);
        const comma = at;
        at = this.space(doc, at + 1);
        if (doc[at] === '}') decodeError('Illegal trailing comma before end of object', doc, comma);
      }
    }
    at++;
    if (pairs !== undefined) return [call(pairsHook, [new PyList(pairs)]), at];
    return [objectHook === None ? dict : call(objectHook, [dict]), at];
  }

  private array(doc: string, start: number): [Value, number] {
    const items: Value[] = [];
    let at = this.space(doc, start);
    if (doc[at] !== ']') {
      for (;;) {
        const [value, next] = this.item(doc, at);
        items.push(value);
        at = this.space(doc, next);
        if (doc[at] === ']') break;
        if (doc[at] !== ',') decodeError("Expecting ',' delimiter", doc, at);
        const comma = at;
        at = this.space(doc, at + 1);
        if (doc[at] === ']') decodeError('Illegal trailing comma before end of array', doc, comma);
      }
    }
    return [new PyList(items), at + 1];
  }
}
