/**
 * The module unicodedata (CPython's unicodedata.c).
 *
 * DIFFERS: `ucd_3_2_0` answers from the current database, and `normalize` is the engine's, whose Unicode is newer.
 */
import { characterNames } from '../objects/codecErrors';
import { keyError, typeError, valueError } from '../objects/errors';
import type { NativeFn } from '../objects/native';
import { type Value, PyObject } from '../objects/object';
import { strLength } from '../objects/strOps';
import { defineType } from '../objects/typeObject';
import { decimalDigit, digitOf, numericOf } from '../objects/unicode';
import {
  characterByName,
  characterName,
  characterRecord,
  decomposition,
  unidataVersion,
} from '../objects/unicodeTables';
import { PyFloat, strOf } from '../objects/values';
import { setCharacterNameLookup } from '../syntax/characterNames';
import { nativeModule } from './registry';
import { givenType } from '../objects/typeNames';

characterNames.nameOf = characterName;
setCharacterNameLookup((name) => {
  const code = characterByName(name);
  return code === undefined ? null : String.fromCodePoint(code);
});

/** An argument that is one character. */
function character(v: Value, f: string, position = ''): number {
  const s = strOf(v);
  if (s === undefined) throw typeError(`${f}() argument${position} must be a unicode character, not ${givenType(v)}`);
  if (strLength(s) !== 1)
    throw typeError(`${f}(): argument${position} must be a unicode character, not a string of length ${strLength(s)}`);
  return s.codePointAt(0)!;
}

function text(v: Value, f: string, position: number): string {
  const s = strOf(v);
  if (s === undefined) throw typeError(`${f}() argument ${position} must be str, not ${givenType(v)}`);
  return s;
}

const forms = ['NFC', 'NFD', 'NFKC', 'NFKD'];

function normalized(form: Value, s: Value, f: string): [before: string, after: string] {
  const kind = text(form, f, 1);
  const value = text(s, f, 2);
  if (!forms.includes(kind)) throw valueError('invalid normalization form');
  return [value, value.normalize(kind)];
}

/** A property with a default: `f(chr, default)`. */
function numeric(name: string, message: string, f: (code: number) => Value | undefined): [string, NativeFn] {
  return [
    `${name}(chr, default=<absent>, /)`,
    (c: Value, fallback?: Value) => {
      const v = f(character(c, name, ' 1')) ?? fallback;
      if (v === undefined) throw valueError(message);
      return v;
    },
  ];
}

const functions: [string, NativeFn][] = [
  ['category(chr, /)', (c: Value) => characterRecord(character(c, 'category')).category],
  ['bidirectional(chr, /)', (c: Value) => characterRecord(character(c, 'bidirectional')).bidirectional],
  ['combining(chr, /)', (c: Value) => characterRecord(character(c, 'combining')).combining],
  ['mirrored(chr, /)', (c: Value) => characterRecord(character(c, 'mirrored')).mirrored],
  ['east_asian_width(chr, /)', (c: Value) => characterRecord(character(c, 'east_asian_width')).eastAsianWidth],
  ['decomposition(chr, /)', (c: Value) => decomposition(character(c, 'decomposition'))],
  numeric('decimal', 'not a decimal', (code) => {
    const d = decimalDigit(code);
    return d < 0 ? undefined : d;
  }),
  numeric('digit', 'not a digit', (code) => {
    const d = digitOf(code);
    return d < 0 ? undefined : d;
  }),
  numeric('numeric', 'not a numeric character', (code) => {
    const n = numericOf(code);
    return n === undefined ? undefined : new PyFloat(n);
  }),
  numeric('name', 'no such name', (code) => characterName(code)),
  ['lookup(name, /)', (name: Value) => {
    const s = strOf(name);
    if (s === undefined) throw typeError(`lookup() argument must be str, not ${givenType(name)}`);
    const code = characterByName(s);
    if (code === undefined) throw keyError(`undefined character name '${s}'`);
    return String.fromCodePoint(code);
  }],
  ['normalize(form, unistr, /)', (form: Value, s: Value) => normalized(form, s, 'normalize')[1]],
  ['is_normalized(form, unistr, /)', (form: Value, s: Value) => {
    const [before, after] = normalized(form, s, 'is_normalized');
    return before === after;
  }],
]; // prettier-ignore

nativeModule('unicodedata', (m) => {
  m.set('__doc__', 'Properties of characters by the Unicode Character Database.');
  m.set('unidata_version', unidataVersion);
  for (const [declaration, f] of functions) m.def(declaration, f);
  const ucd = defineType({
    name: 'unicodedata.UCD',
    isBase: false,
    methods: Object.fromEntries(
      functions.map(([declaration, f]) => [
        declaration.replace('(', '(self, '),
        (_self: Value, ...args: Value[]) => f(...args),
      ]),
    ),
    setup: (t) => {
      t.attrs.setStr('unidata_version', '3.2.0');
    },
  });
  m.set('UCD', ucd);
  m.set('ucd_3_2_0', new PyObject(ucd));
});
