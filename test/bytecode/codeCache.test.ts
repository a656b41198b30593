/** The code cache and the library archive give back what went in. */
import assert from 'node:assert/strict';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Code } from '../../runtime/bytecode/code';
import { deserializeCode } from '../../runtime/bytecode/codeReader';
import { serializeCode } from '../../runtime/bytecode/codeWriter';
import { archiveBytes, LibraryArchive } from '../../runtime/bytecode/libraryArchive';
import { compileSource } from '../compiler/compileSource';

const FIELDS = [
  'name',
  'qualname',
  'filename',
  'firstlineno',
  'flags',
  'argcount',
  'posonlyargcount',
  'kwonlyargcount',
  'stacksize',
  'varnames',
  'names',
  'cellvars',
  'freevars',
  'code',
  'positions',
  'exceptionTable',
  'awaitPoints',
  'listingLines',
] as const;

function assertEqualCode(actual: Code, expected: Code): void {
  for (const field of FIELDS) assert.deepEqual(actual[field], expected[field], `${expected.qualname}.${field}`);
  assert.equal(actual.consts.length, expected.consts.length);
  expected.consts.forEach((value, i) => {
    const other = actual.consts[i];
    if (value.type === 'code' && other.type === 'code') assertEqualCode(other.code, value.code);
    else assert.deepEqual(other, value);
  });
}

const SOURCE = `
async def f(a, /, b=1, *, c=2.5):
    """Text: é, 🐍, \\ud800."""
    with x as y:
        await g(-1, 2 ** 70, 1e300, 1+3j, b'\\x00\\xff', None, ..., True, -0.0)
    try:
        return (1, ('a', (2,))), a in {1, 2}
    except E as e:
        lambda: (a, e)
    (x
     .method())
`;

describe('the code cache', () => {
  it('keeps every field of every code object', () => {
    const code = compileSource(SOURCE);
    assertEqualCode(deserializeCode(serializeCode(code)), code);
  });

  it('keeps strings that are not well-formed and numbers that are not safe', () => {
    const code = compileSource("x = '\\ud800x'\ny = 9007199254740993\nz = 2251799813685249\n");
    assert.deepEqual(deserializeCode(serializeCode(code)).consts, code.consts);
  });

  it('gives tables before the body was looked at', () => {
    const code = compileSource('try: a\nexcept: b\n');
    assert.deepEqual(deserializeCode(serializeCode(code)).exceptionTable, code.exceptionTable);
  });

  it('takes another file name', () => {
    const code = deserializeCode(serializeCode(compileSource(SOURCE)), '/lib/m.py');
    assert.equal(code.filename, '/lib/m.py');
    const inner = code.consts.find((value) => value.type === 'code')!;
    assert.equal(inner.code.filename, '/lib/m.py');
  });

  it('refuses other formats', () => {
    assert.throws(() => deserializeCode(new Uint8Array([1, 2, 3])), /another version/);
  });
});

describe('the library archive', () => {
  const module = (name: string, isPackage: boolean, source: string) => ({
    name,
    isPackage,
    code: serializeCode(compileSource(source)),
    source: deflateRawSync(new TextEncoder().encode(source)),
  });
  const fileOf = (bytes: Uint8Array) => ({
    read: (offset: number, length: number) => bytes.subarray(offset, offset + length),
    inflate: (section: Uint8Array) => inflateRawSync(section),
  });
  const bytes = archiveBytes([module('a', true, 'x = 1\n'), module('a.b', false, 'y = "é"\n')]);
  const archive = new LibraryArchive(fileOf(bytes), '/usr');

  it('finds modules by name and by path', () => {
    const b = archive.find('a.b')!;
    assert.equal(b.sourcePath, '/usr/lib/python3.14/a/b.py');
    assert.equal(b.source(), 'y = "é"\n');
    assert.deepEqual(b.code().names, ['y']);
    assert.equal(b.code().filename, b.sourcePath);
    assert.equal(archive.findByPath('/usr/lib/python3.14/a/__init__.py')!.name, 'a');
    assert.equal(archive.find('a')!.isPackage, true);
    assert.deepEqual([...archive.names()], ['a', 'a.b']);
  });

  it('has another mark when the compiler makes other code', () => {
    const other = archiveBytes([module('a', true, 'x = 1\n'), module('a.b', false, 'z = "é"\n')]);
    assert.equal(new LibraryArchive(fileOf(bytes), '/opt').compilerMark, archive.compilerMark);
    assert.notEqual(new LibraryArchive(fileOf(other), '/usr').compilerMark, archive.compilerMark);
    assert.ok(archive.compilerMark <= 0xffff);
  });

  it('says what it does not have', () => {
    assert.equal(archive.find('c'), null);
    assert.equal(archive.findByPath('/elsewhere/a.py'), null);
    assert.throws(() => new LibraryArchive(fileOf(new Uint8Array(100)), ''), /library\.bin, is of another version/);
  });
});
