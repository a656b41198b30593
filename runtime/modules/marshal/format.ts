/**
 * The type codes of marshal's format, version 5 (CPython's marshal.c). Owns: the codes. Must not know: reading, writing.
 */
export const MARSHAL_VERSION = 5;

/** The object is in the table of references from here on. */
export const FLAG_REF = 0x80;

/** Deeper nesting is refused, as in CPython. */
export const MAX_DEPTH = 2000;

const code = (letter: string): number => letter.charCodeAt(0);

export const MarshalType = {
  NULL: code('0'),
  NONE: code('N'),
  FALSE: code('F'),
  TRUE: code('T'),
  STOP_ITERATION: code('S'),
  ELLIPSIS: code('.'),
  INT: code('i'),
  INT64: code('I'),
  LONG: code('l'),
  FLOAT: code('f'),
  BINARY_FLOAT: code('g'),
  COMPLEX: code('x'),
  BINARY_COMPLEX: code('y'),
  BYTES: code('s'),
  INTERNED: code('t'),
  UNICODE: code('u'),
  ASCII: code('a'),
  ASCII_INTERNED: code('A'),
  SHORT_ASCII: code('z'),
  SHORT_ASCII_INTERNED: code('Z'),
  REF: code('r'),
  TUPLE: code('('),
  SMALL_TUPLE: code(')'),
  LIST: code('['),
  DICT: code('{'),
  SET: code('<'),
  FROZENSET: code('>'),
  SLICE: code(':'),
  CODE: code('c'),
} as const;
