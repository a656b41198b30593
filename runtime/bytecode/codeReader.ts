/**
 * Reads the code objects that codeWriter.ts writes. Bodies are decoded when they are first looked at, so that loading a
 * module costs what its top level costs.
 *
 * Owns: lazy decoding. Must not know: files, compression.
 */
import { InternalError } from '../base/internalError';
import { ByteReader } from './byteStream';
import { type AwaitPoint, Code, type CodeInit, type ExceptionEntry } from './code';
import { AWAIT_KINDS, CODE_FORMAT, ConstTag } from './codeWriter';
import type { Const } from './constant';

/** `filename` replaces the one that was stored. */
export function deserializeCode(bytes: Uint8Array, filename?: string): Code {
  const reader = new ByteReader(bytes);
  if (reader.uint() !== CODE_FORMAT) throw new InternalError('the code cache is of another version');
  const strings = readStrings(reader);
  const stored = strings[reader.uint()];
  return readCode(reader, strings, filename ?? stored);
}

function readStrings(reader: ByteReader): string[] {
  const count = reader.uint();
  const lengths = new Int32Array(count);
  for (let i = 0; i < count; i++) lengths[i] = reader.uint();
  const all = reader.utf8();
  const strings = new Array<string>(count);
  let at = 0;
  for (let i = 0; i < count; i++) {
    const end = at + lengths[i];
    strings[i] = all.slice(at, end);
    at = end;
  }
  for (let odd = reader.uint(); odd > 0; odd--) {
    const index = reader.uint();
    const length = reader.uint();
    const units: number[] = [];
    for (let k = 0; k < length; k++) units.push(reader.uint());
    strings[index] = units.map((unit) => String.fromCharCode(unit)).join('');
  }
  return strings;
}

/** Where the body of a code object lies that is not decoded yet. */
interface Source {
  reader: ByteReader;
  strings: string[];
  at: number;
  tables: number;
}

/** What the head holds: enough for the repr of the code object and for making a function. */
type Head = Pick<
  CodeInit,
  | 'name'
  | 'qualname'
  | 'filename'
  | 'firstlineno'
  | 'flags'
  | 'argcount'
  | 'posonlyargcount'
  | 'kwonlyargcount'
  | 'stacksize'
>;

interface Body {
  varnames: string[];
  names: string[];
  cellvars: string[];
  freevars: string[];
  code: Uint8Array;
  consts: Const[];
  exceptionTable: ExceptionEntry[];
}

/** What only tracebacks and the debugger want. */
interface Tables {
  awaitPoints: AwaitPoint[];
  positions: Int32Array;
  listingLines: Int32Array | null;
}

class LazyCode extends Code {
  body: Body | null = null;
  tables: Tables | null = null;

  constructor(
    head: Head,
    readonly source: Source,
  ) {
    // The other fields are accessors of the prototype.
    super(head as CodeInit);
  }
}

for (const field of ['varnames', 'names', 'cellvars', 'freevars', 'code', 'consts', 'exceptionTable'] as const) {
  Object.defineProperty(LazyCode.prototype, field, {
    get(this: LazyCode) {
      return (this.body ?? decodeBody(this))[field];
    },
  });
}
for (const field of ['awaitPoints', 'positions', 'listingLines'] as const) {
  Object.defineProperty(LazyCode.prototype, field, {
    get(this: LazyCode) {
      return (this.tables ?? decodeTables(this))[field];
    },
  });
}

function decodeBody(code: LazyCode): Body {
  const { reader, strings, at } = code.source;
  reader.at = at;
  const names = () => {
    const list = new Array<string>(reader.uint());
    for (let i = 0; i < list.length; i++) list[i] = strings[reader.uint()];
    return list;
  };
  const body: Body = {
    varnames: names(),
    names: names(),
    cellvars: names(),
    freevars: names(),
    code: reader.raw(reader.uint()).slice(),
    consts: new Array<Const>(reader.uint()),
    exceptionTable: [],
  };
  const { consts } = body;
  for (let i = 0; i < consts.length; i++) consts[i] = readConst(reader, strings, code.filename);
  body.exceptionTable = readExceptionTable(reader);
  code.source.tables = reader.at;
  code.body = body;
  return body;
}

function decodeTables(code: LazyCode): Tables {
  if (code.body === null) decodeBody(code);
  const { reader, strings, tables: start } = code.source;
  reader.at = start;
  const awaitPoints = readAwaitPoints(reader, strings);
  const positions = readPositions(reader);
  const count = reader.uint();
  const listingLines = count === 0 ? null : new Int32Array(count - 1);
  if (listingLines !== null) for (let i = 0; i < listingLines.length; i++) listingLines[i] = reader.int();
  code.tables = { awaitPoints, positions, listingLines };
  return code.tables;
}

function readCode(reader: ByteReader, strings: string[], filename: string): Code {
  const head: Head = {
    name: strings[reader.uint()],
    qualname: strings[reader.uint()],
    filename,
    firstlineno: reader.uint(),
    flags: reader.uint(),
    argcount: reader.uint(),
    posonlyargcount: reader.uint(),
    kwonlyargcount: reader.uint(),
    stacksize: reader.uint(),
  };
  const length = reader.uint();
  const code = new LazyCode(head, { reader: new ByteReader(reader.bytes), strings, at: reader.at, tables: -1 });
  reader.at += length;
  return code;
}

function readConst(reader: ByteReader, strings: string[], filename: string): Const {
  const tag = reader.byte();
  switch (tag) {
    case ConstTag.NONE:
      return { type: 'None' };
    case ConstTag.ELLIPSIS:
      return { type: 'Ellipsis' };
    case ConstTag.FALSE:
    case ConstTag.TRUE:
      return { type: 'bool', value: tag === ConstTag.TRUE };
    case ConstTag.INT:
      return { type: 'int', value: reader.int() };
    case ConstTag.BIGINT: {
      const value = BigInt(strings[reader.uint()]);
      const number = Number(value);
      return { type: 'int', value: Number.isSafeInteger(number) ? number : value };
    }
    case ConstTag.FLOAT:
      return { type: 'float', value: reader.float() };
    case ConstTag.COMPLEX: {
      const real = reader.float();
      const imag = reader.float();
      // As a literal is made, which has no real part.
      return Object.is(real, 0) ? { type: 'complex', imag } : { type: 'complex', real, imag };
    }
    case ConstTag.STR:
      return { type: 'str', value: strings[reader.uint()] };
    case ConstTag.BYTES:
      return { type: 'bytes', value: reader.raw(reader.uint()).slice() };
    case ConstTag.TUPLE:
    case ConstTag.FROZENSET:
    case ConstTag.SLICE: {
      const items = new Array<Const>(reader.uint());
      for (let i = 0; i < items.length; i++) items[i] = readConst(reader, strings, filename);
      if (tag === ConstTag.SLICE) return { type: 'slice', items: items as [Const, Const, Const] };
      return { type: tag === ConstTag.TUPLE ? 'tuple' : 'frozenset', items };
    }
    case ConstTag.CODE:
      return { type: 'code', code: readCode(reader, strings, filename) };
    default:
      throw new InternalError(`unknown constant in the code cache: ${tag}`);
  }
}

function readExceptionTable(reader: ByteReader): ExceptionEntry[] {
  const table = new Array<ExceptionEntry>(reader.uint());
  let last = 0;
  for (let i = 0; i < table.length; i++) {
    const start = last + reader.uint() * 2;
    const end = start + reader.uint() * 2;
    table[i] = { start, end, target: reader.uint() * 2, depth: reader.uint(), handler: reader.uint() - 1 };
    last = start;
  }
  return table;
}

function readAwaitPoints(reader: ByteReader, strings: string[]): AwaitPoint[] {
  const points = new Array<AwaitPoint>(reader.uint());
  for (let i = 0; i < points.length; i++) {
    points[i] = {
      offset: reader.uint() * 2,
      kind: AWAIT_KINDS[reader.byte()],
      lineno: reader.int(),
      col_offset: reader.int(),
      end_lineno: reader.int(),
      end_col_offset: reader.int(),
      text: strings[reader.uint()],
    };
  }
  return points;
}

function readPositions(reader: ByteReader): Int32Array {
  const table = new Int32Array(reader.uint() * 4);
  const runs = reader.uint();
  const lengths = new Int32Array(runs);
  for (let i = 0; i < runs; i++) lengths[i] = reader.uint();
  for (let field = 0; field < 4; field++) {
    let value = 0;
    for (let i = 0, at = 0; i < runs; i++) {
      const delta = reader.int();
      value = field === 0 || field === 2 ? value + delta : table[at + field - 1] + delta;
      for (let n = lengths[i]; n > 0; n--, at += 4) table[at + field] = value;
    }
  }
  return table;
}
