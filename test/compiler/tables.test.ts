/** The tables beside the code: exceptions, await points, positions. */
import assert from 'node:assert/strict';
import type { Code } from '../../runtime/bytecode/code';
import { OPCODES } from '../../runtime/bytecode/opcodes';
import { codeNamed, compileSource } from './compileSource';

function exceptionRows(code: Code): string[] {
  return code.exceptionTable.map((e) => `${e.start}-${e.end} -> ${e.target} depth ${e.depth} handler ${e.handler}`);
}

function awaitRows(code: Code): string[] {
  return code.awaitPoints.map((p) => `${p.kind} ${p.lineno}:${p.col_offset}-${p.end_col_offset} ${p.text}`);
}

/** 'OPCODE line:col-end' of the instruction whose opcode is given. */
function positionsOf(code: Code, opcode: string): string[] {
  const rows: string[] = [];
  for (let offset = 0; offset < code.code.length; offset += 2) {
    if (OPCODES[code.code[offset]]!.name !== opcode) continue;
    const [line, endLine, column, endColumn] = code.positions.subarray(offset * 2, offset * 2 + 4);
    rows.push(`${line}:${column}-${endLine === line ? '' : `${endLine}:`}${endColumn}`);
  }
  return rows;
}

describe('the exception table', () => {
  it('protects the body of a try, not its handlers', () => {
    const code = compileSource('try:\n    f()\nexcept E:\n    g()\n');
    assert.deepEqual(exceptionRows(code), ['2-10 -> 12 depth 0 handler -1']);
  });

  it('says which handler an exception leaves on its way to an outer one', () => {
    const code = compileSource('try:\n    try:\n        f()\n    except E:\n        g()\nfinally:\n    h()\n');
    const inner = code.exceptionTable.filter((e) => e.handler >= 0);
    assert.ok(inner.length > 0);
    for (const entry of inner) assert.deepEqual([entry.handler, entry.depth], [0, 0]);
  });

  it('keeps the iterator of a loop around the try', () => {
    const code = compileSource('for x in y:\n    try:\n        f()\n    except E:\n        pass\n');
    assert.deepEqual(
      code.exceptionTable.map((e) => e.depth),
      [1],
    );
  });

  it('keeps __exit__ of a with, and only that of an async with', () => {
    const sync = codeNamed(compileSource('def f():\n    with a:\n        b\n'), 'f');
    assert.deepEqual(
      sync.exceptionTable.map((e) => e.depth),
      [1],
    );
    const async_ = codeNamed(compileSource('async def f():\n    async with a:\n        b\n'), 'f');
    assert.deepEqual(
      async_.exceptionTable.map((e) => e.depth),
      [1],
    );
  });

  it('is empty without try and with', () => {
    assert.deepEqual(compileSource('for x in y: z(x)\n').exceptionTable, []);
  });
});

describe('await points', () => {
  it('have kind, range and text', () => {
    const code = codeNamed(
      compileSource(
        [
          'async def f(x):',
          '    await asyncio.sleep(1)',
          '    async for y in x.items():',
          '        pass',
          '    async with lock:',
          '        pass',
          '    return [z async for z in x]',
        ].join('\n') + '\n',
      ),
      'f',
    );
    assert.deepEqual(awaitRows(code), [
      'await 2:4-26 asyncio.sleep(1)',
      'async for 3:19-28 x.items()',
      'async with enter 5:15-19 lock',
      'async with exit 5:15-19 lock',
      'async with exit 5:15-19 lock',
      'async comprehension 7:11-31 [z async for z in x]',
    ]);
  });

  it('are the yields of an async generator, too', () => {
    const code = codeNamed(compileSource('async def f():\n    yield 1 + x\n    yield\n'), 'f');
    assert.deepEqual(awaitRows(code), ['yield 2:4-15 1 + x', 'yield 3:4-9 ']);
  });

  it('show their text on one line, and count columns in bytes', () => {
    const code = codeNamed(compileSource('async def f():\n    é = await g(1,\n            2)\n'), 'f');
    assert.deepEqual(awaitRows(code), ['await 2:9-14 g(1, 2)']);
  });

  it('are not there in plain generators', () => {
    assert.deepEqual(codeNamed(compileSource('def f():\n    yield 1\n'), 'f').awaitPoints, []);
  });
});

describe('positions', () => {
  it('give the column range of a call', () => {
    assert.deepEqual(positionsOf(compileSource('a + f(x, 1)\n'), 'CALL_FUNCTION'), ['1:4-11']);
  });

  it('begin at the method of a call over several lines', () => {
    assert.deepEqual(positionsOf(compileSource('(a\n .b()\n .c(1))\n'), 'CALL_METHOD'), ['2:2-5', '3:2-6']);
  });

  it('give leaving a with to its context expression', () => {
    const code = compileSource('with open(x) as y:\n    z\n');
    assert.deepEqual(positionsOf(code, 'WITH_EXCEPT_START'), ['1:5-12']);
    assert.notEqual(code.listingLines, null);
  });
});
