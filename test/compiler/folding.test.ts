/** Constants: what is computed at compile time, what is left alone, docstrings, and the warnings about literals. */
import assert from 'node:assert/strict';
import { constantRepr } from '../../runtime/bytecode/constantRepr';
import { compileSource, codeNamed, warningsOf } from './compileSource';

/** The constants of an expression's code. */
function constants(source: string): string[] {
  return compileSource(source, { mode: 'eval' }).consts.map((value) => constantRepr(value, () => 'code'));
}

describe('constant folding', () => {
  const cases: [source: string, ...expected: string[]][] = [
    ['60 * 60 * 24', '86400'],
    ['2 ** 63', '9223372036854775808'],
    ['1 / 4', '0.25'],
    ['-7 // 2', '-4'],
    ['-7 % 3', '2'],
    ['7.5 // -2', '-4.0'],
    ['-1 % 1.5', '0.5'],
    ['-0.0', '-0.0'],
    ['1 + 2j', '(1+2j)'],
    ['~5', '-6'],
    ['not 0', 'True'],
    ['"ab" * 2 + "c"', "'ababc'"],
    ['(1, 2) + (3,)', '(1, 2, 3)'],
    ['"héllo"[1]', "'é'"],
    ['(1, 2, 3)[-1]', '3'],
    ['True & False', 'False'],
    ['True + 1', '2'],
    ['1 << 70', '1180591620717411303424'],
    ['__debug__', 'True'],
  ];
  for (const [source, ...expected] of cases) {
    it(source, () => assert.deepEqual(constants(source), expected));
  }

  it('leaves alone what is too big, wrong or not constant', () => {
    assert.deepEqual(constants('2 ** 1000'), ['2', '1000']);
    assert.deepEqual(constants('"x" * 5000'), ["'x'", '5000']);
    assert.deepEqual(constants('1 / 0'), ['1', '0']);
    assert.deepEqual(constants('1 << -1'), ['1', '-1']);
    assert.deepEqual(constants('"a" + 1'), ["'a'", '1']);
    assert.deepEqual(constants('(1, x)'), ['1']);
  });

  it('tells equal constants of different types apart', () => {
    assert.deepEqual(constants('f(1, 1.0, True, 0.0, -0.0, "1", b"1")'), [
      '1',
      '1.0',
      'True',
      '0.0',
      '-0.0',
      "'1'",
      "b'1'",
    ]);
  });

  it('makes frozensets of sets that are searched', () => {
    assert.deepEqual(constants('x in {1, 1.0, 2}'), ['frozenset({1, 2})']);
  });
});

describe('docstrings', () => {
  it('lose their common indentation', () => {
    const code = codeNamed(compileSource('def f():\n    """One.\n\n        Two\n      three\n    """\n'), 'f');
    assert.equal(
      constantRepr(code.consts[0], () => ''),
      "'One.\\n\\n  Two\\nthree\\n'",
    );
  });

  it('go away with -OO, asserts with -O', () => {
    assert.equal(codeNamed(compileSource('def f():\n    "doc"\n', { optimize: 2 }), 'f').consts[0].type, 'None');
    assert.deepEqual(compileSource('assert x\n', { optimize: 1 }).names, []);
    assert.deepEqual(compileSource('assert x\n').names, ['x']);
  });

  it('are not made by folding', () => {
    assert.equal(codeNamed(compileSource('def f():\n    "a" + "b"\n'), 'f').consts[0].type, 'None');
  });
});

describe('warnings', () => {
  const cases: [source: string, ...expected: string[]][] = [
    ['x is 1', '1:0 "is" with \'int\' literal. Did you mean "=="?'],
    ['x is not "a"', '1:0 "is not" with \'str\' literal. Did you mean "!="?'],
    ['x is None is True'],
    ['1(2)', "1:0 'int' object is not callable; perhaps you missed a comma?"],
    ['[1, 2]["a"]', '1:0 list indices must be integers or slices, not str; perhaps you missed a comma?'],
    ['1[0]', "1:0 'int' object is not subscriptable; perhaps you missed a comma?"],
    ['assert (x, "y")', '1:0 assertion is always true, perhaps remove parentheses?'],
    ['def f():\n    try: pass\n    finally: return 1', "3:13 'return' in a 'finally' block"],
    ['for x in y:\n    try: pass\n    finally: break', "3:13 'break' in a 'finally' block"],
    ['try: pass\nfinally:\n    for x in y: break'],
    ['try: pass\nfinally:\n    def f(): return 1\n    x is 1', '4:4 "is" with \'int\' literal. Did you mean "=="?'],
  ];
  for (const [source, ...expected] of cases) {
    it(JSON.stringify(source), () => assert.deepEqual(warningsOf(`${source}\n`), expected));
  }
});
