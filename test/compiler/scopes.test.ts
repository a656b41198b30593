/** Symbol tables: what names become, and the syntax errors found on the way. Messages and places are CPython 3.14's. */
import assert from 'node:assert/strict';
import { codeNamed, compileSource, errorOf } from './compileSource';

describe('scopes', () => {
  it('make cells of what inner functions use', () => {
    const code = compileSource('def f(a, b):\n    c = 1\n    def g():\n        return a, c\n    return b\n');
    assert.deepEqual(codeNamed(code, 'f').cellvars, ['a', 'c']);
    assert.deepEqual(codeNamed(code, 'g').freevars, ['a', 'c']);
  });

  it('skip class bodies', () => {
    const code = compileSource('def f():\n    x = 1\n    class C:\n        x = 2\n        def g(self): return x\n');
    assert.deepEqual(codeNamed(code, 'g').freevars, ['x']);
    assert.deepEqual(codeNamed(code, 'C').freevars, ['x']);
    assert.deepEqual(codeNamed(code, 'f').cellvars, ['x']);
  });

  it('give methods that say super a __class__ cell', () => {
    const code = compileSource('class C:\n    def f(self): super().f()\n    def g(self): pass\n');
    assert.deepEqual(codeNamed(code, 'f').freevars, ['__class__']);
    assert.deepEqual(codeNamed(code, 'C').cellvars, ['__class__']);
    assert.deepEqual(codeNamed(code, 'g').freevars, []);
  });

  it('mangle private names', () => {
    const code = compileSource('class _C:\n    def __f(self, __x, __y__): return self.__z\n');
    assert.deepEqual(codeNamed(code, '__f').varnames, ['self', '_C__x', '__y__']);
    assert.deepEqual(codeNamed(code, '__f').names, ['_C__z']);
  });

  it('put the target of a walrus in a comprehension outside of it', () => {
    const code = codeNamed(compileSource('def f(x):\n    [y := z for z in x]\n    return y\n'), 'f');
    assert.deepEqual(code.cellvars, ['y']);
  });

  it('evaluate annotations in a function of their own', () => {
    const code = compileSource('def f(a: int, *b: str) -> None: pass\n');
    const annotate = codeNamed(code, '__annotate__');
    assert.deepEqual(annotate.varnames, ['format']);
    assert.deepEqual(annotate.names, ['int', 'str']);
  });

  it('let annotations see the names of their class', () => {
    const code = compileSource('class C:\n    T = int\n    def f(self, x: T): pass\n');
    assert.deepEqual(codeNamed(code, '__annotate__').freevars, ['__classdict__']);
    assert.deepEqual(codeNamed(code, 'C').cellvars, ['__classdict__']);
  });

  it('keep annotations as text under the future import', () => {
    const code = compileSource('from __future__ import annotations\ndef f(a: list[int] | None): pass\n');
    const annotate = codeNamed(code, '__annotate__');
    assert.deepEqual(annotate.names, []);
    assert.ok(annotate.consts.some((value) => value.type === 'str' && value.value === 'list[int] | None'));
  });

  it('name code objects by where they are', () => {
    const code = compileSource(
      'class C:\n    def f(self):\n        def g(): return lambda: 0\n    def h[T](self): pass\ndef k():\n    global m\n    def m(): pass\n',
    );
    assert.deepEqual(
      ['f', 'g', '<lambda>', 'h', 'm'].map((name) => codeNamed(code, name).qualname),
      ['C.f', 'C.f.<locals>.g', 'C.f.<locals>.g.<locals>.<lambda>', 'C.h', 'm'],
    );
  });
});

describe('syntax errors of scopes', () => {
  const cases: [source: string, error: string][] = [
    ['def f(a, a): pass', "1:10 duplicate argument 'a' in function definition"],
    ['def f(x):\n    global x', "2:5 name 'x' is parameter and global"],
    ['def f():\n    x = 1\n    global x', "3:5 name 'x' is assigned to before global declaration"],
    ['def f():\n    x\n    nonlocal x', "3:5 name 'x' is used prior to nonlocal declaration"],
    ['def f():\n    nonlocal x', "2:5 no binding for nonlocal 'x' found"],
    ['nonlocal x', '1:1 nonlocal declaration not allowed at module level'],
    ['def f():\n    x: int\n    global x', "3:5 annotated name 'x' can't be global"],
    ['def f():\n    from a import *', '2:19 import * only allowed at module level'],
    ['[(x := 1) for x in y]', "1:3 assignment expression cannot rebind comprehension iteration variable 'x'"],
    ['[x for x in (y := z)]', '1:14 assignment expression cannot be used in a comprehension iterable expression'],
    [
      'class C:\n    [(y := x) for x in z]',
      '2:7 assignment expression within a comprehension cannot be used in a class body',
    ],
    ['[(yield) for x in y]', "1:3 'yield' inside list comprehension"],
    ['def f(x: (yield)): pass', '1:11 yield expression cannot be used within an annotation'],
    ['def f[T, T](): pass', "1:10 duplicate type parameter 'T'"],
    ['await x', "1:1 'await' outside function"],
    ['def f():\n    await x', "2:5 'await' outside async function"],
    ['def f():\n    async with x: pass', "2:5 'async with' outside async function"],
    [
      'def f():\n    return [x async for x in y]',
      '2:12 asynchronous comprehension outside of an asynchronous function',
    ],
    ['yield', "1:1 'yield' outside function"],
    ['return 1', "1:1 'return' outside function"],
    ['async def f():\n    yield 1\n    return 2', "3:5 'return' with value in async generator"],
    ['async def f():\n    yield from x', "2:5 'yield from' inside async function"],
    ['break', "1:1 'break' outside loop"],
    ['if x:\n    continue', "2:5 'continue' not properly in loop"],
    ['while 0:\n    def f(): break', "2:14 'break' outside loop"],
    ['try: pass\nexcept* E: return', "2:12 'return' outside function"],
    [
      'for x in y:\n    try: pass\n    except* E: break',
      "3:16 'break', 'continue' and 'return' cannot appear in an except* block",
    ],
    ['try: pass\nexcept: pass\nexcept E: pass', "2:1 default 'except:' must be last"],
    ['f(a=1, a=2)', '1:8 keyword argument repeated: a'],
    ['__debug__ = 1', '1:1 cannot assign to __debug__'],
    [
      'x = 1\nfrom __future__ import annotations',
      '2:1 from __future__ imports must occur at the beginning of the file',
    ],
    ['from __future__ import nested', '1:24 future feature nested is not defined'],
    ['match x:\n    case _: pass\n    case 1: pass', '2:10 wildcard makes remaining patterns unreachable'],
    ['match x:\n    case a | b: pass', "2:10 name capture 'a' makes remaining patterns unreachable"],
    ['match x:\n    case [a, a]: pass', "2:14 multiple assignments to name 'a' in pattern"],
    ['match x:\n    case [a] | [b]: pass', '2:10 alternative patterns bind different names'],
    ['def f(é, é): pass', "1:10 duplicate argument 'é' in function definition"],
  ];
  for (const [source, error] of cases) {
    it(JSON.stringify(source), () => assert.equal(errorOf(`${source}\n`), error));
  }
});
