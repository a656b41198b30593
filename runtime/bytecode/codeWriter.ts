/**
 * Writes code objects in the compact form that codeReader.ts reads.
 *
 * Owns: the format. Layout: magic and version, string table, the code object. A code object is a short head and a body
 * with its length before it, so that a reader can skip what it does not need yet; positions and the other tables that
 * only tracebacks want come last in the body.
 * Must not know: files, compression.
 */
import { ByteWriter } from './byteStream';
import type { AwaitKind, AwaitPoint, Code, ExceptionEntry } from './code';
import type { Const } from './constant';

/** Changes with the format or the opcodes. */
export const CODE_FORMAT = 0xc0de0001;

export const AWAIT_KINDS: readonly AwaitKind[] = [
  'await',
  'async for',
  'async with enter',
  'async with exit',
  'async comprehension',
  'yield',
];

export const ConstTag = {
  NONE: 0,
  ELLIPSIS: 1,
  FALSE: 2,
  TRUE: 3,
  INT: 4,
  BIGINT: 5,
  FLOAT: 6,
  COMPLEX: 7,
  STR: 8,
  BYTES: 9,
  TUPLE: 10,
  FROZENSET: 11,
  SLICE: 12,
  CODE: 13,
} as const;

export function serializeCode(code: Code): Uint8Array {
  const strings = new StringTable();
  const body = new ByteWriter();
  writeCode(body, code, strings);
  const out = new ByteWriter();
  out.uint(CODE_FORMAT);
  strings.write(out);
  out.uint(strings.add(code.filename));
  out.raw(body.finish());
  return out.finish();
}

const LONE_SURROGATE = /[\ud800-\udfff]/u;

/** Strings in order of first use. Text that UTF-8 cannot hold (lone surrogates) is stored as code units. */
class StringTable {
  private readonly index = new Map<string, number>();
  private readonly strings: string[] = [];

  add(text: string): number {
    let index = this.index.get(text);
    if (index === undefined) {
      index = this.strings.push(text) - 1;
      this.index.set(text, index);
    }
    return index;
  }

  write(out: ByteWriter): void {
    // the file name is the last string; it must be in the table when the table is written
    const odd: [number, string][] = [];
    const sound = this.strings.map((text, i) => {
      if (!LONE_SURROGATE.test(text)) return text;
      odd.push([i, text]);
      return '';
    });
    out.uint(sound.length);
    for (const text of sound) out.uint(text.length);
    out.utf8(sound.join(''));
    out.uint(odd.length);
    for (const [i, text] of odd) {
      out.uint(i);
      out.uint(text.length);
      for (let k = 0; k < text.length; k++) out.uint(text.charCodeAt(k));
    }
  }
}

function writeCode(out: ByteWriter, code: Code, strings: StringTable): void {
  strings.add(code.filename);
  out.uint(strings.add(code.name));
  out.uint(strings.add(code.qualname));
  out.uint(code.firstlineno);
  out.uint(code.flags);
  out.uint(code.argcount);
  out.uint(code.posonlyargcount);
  out.uint(code.kwonlyargcount);
  out.uint(code.stacksize);
  const body = new ByteWriter();
  for (const names of [code.varnames, code.names, code.cellvars, code.freevars]) {
    body.uint(names.length);
    for (const name of names) body.uint(strings.add(name));
  }
  body.uint(code.code.length);
  body.raw(code.code);
  body.uint(code.consts.length);
  for (const value of code.consts) writeConst(body, value, strings);
  writeExceptionTable(body, code.exceptionTable);
  writeAwaitPoints(body, code.awaitPoints, strings);
  writePositions(body, code.positions);
  const lines = code.listingLines;
  body.uint(lines === null ? 0 : lines.length + 1);
  if (lines !== null) for (const n of lines) body.int(n);
  const bytes = body.finish();
  out.uint(bytes.length);
  out.raw(bytes);
}

function writeConst(out: ByteWriter, value: Const, strings: StringTable): void {
  switch (value.type) {
    case 'None':
      return out.byte(ConstTag.NONE);
    case 'Ellipsis':
      return out.byte(ConstTag.ELLIPSIS);
    case 'bool':
      return out.byte(value.value ? ConstTag.TRUE : ConstTag.FALSE);
    case 'int':
      if (typeof value.value === 'number' && Math.abs(value.value) < 2 ** 51) {
        out.byte(ConstTag.INT);
        return out.int(value.value);
      }
      out.byte(ConstTag.BIGINT);
      return out.uint(strings.add(String(value.value)));
    case 'float':
      out.byte(ConstTag.FLOAT);
      return out.float(value.value);
    case 'complex':
      out.byte(ConstTag.COMPLEX);
      out.float(value.real ?? 0);
      return out.float(value.imag);
    case 'str':
      out.byte(ConstTag.STR);
      return out.uint(strings.add(value.value));
    case 'bytes':
      out.byte(ConstTag.BYTES);
      out.uint(value.value.length);
      return out.raw(value.value);
    case 'tuple':
    case 'frozenset':
    case 'slice':
      out.byte(value.type === 'tuple' ? ConstTag.TUPLE : value.type === 'slice' ? ConstTag.SLICE : ConstTag.FROZENSET);
      out.uint(value.items.length);
      for (const item of value.items) writeConst(out, item, strings);
      return;
    case 'code':
      out.byte(ConstTag.CODE);
      return writeCode(out, value.code, strings);
  }
}

function writeExceptionTable(out: ByteWriter, table: ExceptionEntry[]): void {
  out.uint(table.length);
  let last = 0;
  for (const entry of table) {
    out.uint((entry.start - last) / 2);
    out.uint((entry.end - entry.start) / 2);
    out.uint(entry.target / 2);
    out.uint(entry.depth);
    out.uint(entry.handler + 1);
    last = entry.start;
  }
}

function writeAwaitPoints(out: ByteWriter, points: AwaitPoint[], strings: StringTable): void {
  out.uint(points.length);
  for (const p of points) {
    out.uint(p.offset / 2);
    out.byte(AWAIT_KINDS.indexOf(p.kind));
    out.int(p.lineno);
    out.int(p.col_offset);
    out.int(p.end_lineno);
    out.int(p.end_col_offset);
    out.uint(strings.add(p.text));
  }
}

/**
 * Runs of instructions with the same position: the runs' lengths, then field by field (like numbers lie together, which
 * compresses best). Lines and columns are relative to the run before, their ends to their beginnings.
 */
function writePositions(out: ByteWriter, p: Int32Array): void {
  const starts: number[] = [];
  for (let at = 0; at < p.length; at += 4) if (at === 0 || !samePosition(p, at - 4, at)) starts.push(at);
  out.uint(p.length / 4);
  out.uint(starts.length);
  starts.forEach((start, i) => out.uint(((starts[i + 1] ?? p.length) - start) / 4));
  // the table's order is line, end line, column, end column
  let last = 0;
  for (const at of starts) {
    out.int(p[at] - last);
    last = p[at];
  }
  for (const at of starts) out.int(p[at + 1] - p[at]);
  last = 0;
  for (const at of starts) {
    out.int(p[at + 2] - last);
    last = p[at + 2];
  }
  for (const at of starts) out.int(p[at + 3] - p[at + 2]);
}

function samePosition(p: Int32Array, a: number, b: number): boolean {
  return p[a] === p[b] && p[a + 1] === p[b + 1] && p[a + 2] === p[b + 2] && p[a + 3] === p[b + 3];
}
