/** Trees of the constructs that are easy to get wrong. */

import assert from 'node:assert/strict';
import type { Expr, Positioned, Stmt } from '../../runtime/syntax/ast';
import { parseExpression, parseModule } from '../../runtime/syntax/parser';
import { astText, placeText } from './astText';

function expression(source: string): Expr {
  return parseExpression(source, '<test>').body;
}

function statement(source: string): Stmt {
  return parseModule(source, '<test>').body[0];
}

describe('parser: expressions', () => {
  const trees: [source: string, tree: string][] = [
    ['a < b <= c', 'Compare(left=a, ops=[Lt, LtE], comparators=[b, c])'],
    ['not a in b', 'UnaryOp(op=Not, operand=Compare(left=a, ops=[In], comparators=[b]))'],
    ['-a ** -b', 'UnaryOp(op=USub, operand=BinOp(left=a, op=Pow, right=UnaryOp(op=USub, operand=b)))'],
    ['a - b - c', 'BinOp(left=BinOp(left=a, op=Sub, right=b), op=Sub, right=c)'],
    ['a[b:c, *d]', 'Subscript(value=a, slice=Tuple(elts=[Slice(lower=b, upper=c), Starred(value=d)]))'],
    ['a[*b]', 'Subscript(value=a, slice=Tuple(elts=[Starred(value=b)]))'],
    ['(a := 1)', 'NamedExpr(target=a, value=1)'],
    ['1.0', 'float 1'],
    ['0xFF_FF', '65535'],
    ['9007199254740993', '9007199254740993'],
    ['"a" \'b\'', '"ab"'],
    ['b"\\x41\\101"', 'b"AA"'],
    ['r"\\n" "\\n"', '"\\\\n\\n"'],
  ];
  for (const [source, tree] of trees) {
    it(source, () => {
      assert.equal(astText(expression(source)), tree);
    });
  }

  it('f"…" with nesting, debugging and doubled braces', () => {
    const source = 'f"a{{{x!r:>{w}}}}{y = }"';
    const field =
      'FormattedValue(value=x, conversion=114, format_spec=JoinedStr(values=[">", FormattedValue(value=w, conversion=-1)]))';
    const debug = 'FormattedValue(value=y, conversion=114)';
    assert.equal(astText(expression(source)), `JoinedStr(values=["a{", ${field}, "}y = ", ${debug}])`);
  });

  it('t"…" keeps the text of its expressions', () => {
    assert.equal(
      astText(expression('t"{ a + b !s}"')),
      'TemplateStr(values=[Interpolation(value=BinOp(left=a, op=Add, right=b), str=" a + b", conversion=115)])',
    );
  });
});

describe('parser: statements', () => {
  const trees: [source: string, tree: string][] = [
    ['a = b = yield', 'Assign(targets=[a, b], value=Yield())'],
    ['(a): int', 'AnnAssign(target=a, annotation=int, simple=0)'],
    ['a: int = 1', 'AnnAssign(target=a, annotation=int, value=1, simple=1)'],
    [
      'with (a as b, c): pass',
      'With(items=[withitem(context_expr=a, optional_vars=b), withitem(context_expr=c)], body=[Pass()])',
    ],
    [
      'with (a, b) as c: pass',
      'With(items=[withitem(context_expr=Tuple(elts=[a, b]), optional_vars=c)], body=[Pass()])',
    ],
    [
      'try: pass\nexcept A, B: pass',
      'Try(body=[Pass()], handlers=[ExceptHandler(type=Tuple(elts=[A, B]), body=[Pass()])])',
    ],
    ['from ... import a', 'ImportFrom(names=[alias(name=a)], level=3)'],
    ['match(x)', 'Expr(value=Call(func=match, args=[x]))'],
    [
      'match x:\n case [1, *_]: pass',
      'Match(subject=x, cases=[match_case(pattern=MatchSequence(patterns=[MatchValue(value=1), MatchStar()]), body=[Pass()])])',
    ],
    ['type = 1', 'Assign(targets=[type], value=1)'],
    ['type X[T: int = str] = T', 'TypeAlias(name=X, value=T)'],
    [
      'def f(a, /, b=1, *, c, **d): pass',
      'FunctionDef(name=f, args=arguments(posonlyargs=[arg(arg=a)], args=[arg(arg=b)], kwonlyargs=[arg(arg=c)], kw_defaults=[None], kwarg=arg(arg=d), defaults=[1]), body=[Pass()])',
    ],
  ];
  for (const [source, tree] of trees) {
    it(JSON.stringify(source), () => {
      assert.equal(astText(statement(source)), tree);
    });
  }

  it('names are in NFKC', () => {
    assert.equal(astText(statement('ﬁ = 1')), 'Assign(targets=[fi], value=1)');
  });

  it('type comments are there when asked for', () => {
    const { body, type_ignores } = parseModule('x = 1 # type: int\ny = 2 # type: ignore[a]\n', '<test>', {
      typeComments: true,
    });
    assert.equal((body[0] as { type_comment: string | null }).type_comment, 'int');
    assert.deepEqual(type_ignores, [{ kind: 'TypeIgnore', lineno: 2, tag: '[a]' }]);
  });
});

describe('parser: places', () => {
  const places: [source: string, place: string][] = [
    ['é + "ü"', '1.0-1.9'],
    ['  \n(a) + b', '2.0-2.7'],
    ['if a:\n  b\n\n# c\n', '1.0-2.3'],
    ['@d\ndef f(): pass\n', '2.0-2.13'],
    ['x = """a\nb"""', '1.0-2.4'],
    ['a\f\n', '1.0-1.1'],
    ['a = 1; \\\n b', '1.0-1.5'],
  ];
  for (const [source, place] of places) {
    it(JSON.stringify(source), () => {
      assert.equal(placeText(statement(source) as Positioned), place);
    });
  }

  it('\\r\\n and \\r end lines like \\n', () => {
    const [first, second, third] = parseModule('a\r\nb\rc', '<test>').body;
    assert.deepEqual([first.lineno, second.lineno, third.lineno], [1, 2, 3]);
  });
});
