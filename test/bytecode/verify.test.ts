/** The verifier notices what is broken. */
import assert from 'node:assert/strict';
import { Code } from '../../runtime/bytecode/code';
import { OPCODES, Op } from '../../runtime/bytecode/opcodes';
import { verifyCode } from '../../runtime/bytecode/verify';
import { compileSource } from '../compiler/compileSource';

/** A sound code object with some fields replaced. */
function broken(source: string, change: (code: Code) => Partial<Code>): string[] {
  const code = compileSource(source);
  return verifyCode(new Code(Object.assign({}, code, change(code))));
}

describe('the verifier', () => {
  it('accepts what the compiler makes', () => {
    assert.deepEqual(verifyCode(compileSource('def f():\n    with a: return [b for c in d]\n')), []);
  });

  it('finds a wrong stack size', () => {
    assert.match(broken('f(1, 2)\n', () => ({ stacksize: 2 }))[0], /stacksize 2, deepest 3/);
  });

  it('finds depths that differ', () => {
    const problems = broken('x if y else z\n', (code) => {
      const bytes = code.code.slice();
      const at = [...bytes.keys()].findIndex((i) => i % 2 === 0 && bytes[i] === Op.JUMP_FORWARD);
      bytes[at - 2] = Op.NOP;
      return { code: bytes };
    });
    assert.ok(problems.some((problem) => /depth \d and \d/.test(problem)));
  });

  it('finds operands that name nothing', () => {
    assert.match(broken('x\n', () => ({ names: [] }))[0], /LOAD_NAME names nothing/);
  });

  it('finds code that runs off its end', () => {
    assert.match(broken('x\n', (code) => ({ code: code.code.slice(0, -2) })).join(), /falls off the end/);
  });

  it('finds an exception table that does not fit', () => {
    const problems = broken('try: a\nexcept: b\n', (code) => ({
      exceptionTable: code.exceptionTable.map((entry) => ({ ...entry, depth: 3 })),
    }));
    assert.ok(problems.some((problem) => /below that of its handler/.test(problem)));
  });
});

describe('the opcode table', () => {
  it('gives each number once, those without operand below 90', () => {
    const numbers = Object.values(Op);
    assert.equal(new Set(numbers).size, numbers.length);
    for (const info of OPCODES)
      if (info !== undefined) assert.equal(info.operand === 'none', info.number < 90, info.name);
  });

  it('has the numbers of CPython 3.9', () => {
    assert.deepEqual(
      [Op.POP_TOP, Op.GET_AWAITABLE, Op.YIELD_FROM, Op.LOAD_CONST, Op.CALL_METHOD, Op.DICT_UPDATE],
      [1, 73, 72, 100, 161, 165],
    );
  });
});
