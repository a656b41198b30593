/**
 * Random function bodies: control flow whose every step is logged.
 *
 * Owns: statements, and what a body may do as the kind of function it is (yield, await, async for). Every loop ends: it
 * runs over something short. What a program needs of helpers (`log`, `CM`, `Susp` …) is in prelude.py.
 */
import type { Choices } from './choices';
import { Expressions } from './expressions';

export type BodyKind = 'function' | 'generator' | 'coroutine' | 'asyncgen';

const EXCEPTIONS = [
  'ValueError',
  'KeyError',
  'TypeError',
  'StopIteration',
  'StopAsyncIteration',
  'GeneratorExit',
  'E1',
  'E2',
];
const HANDLERS = [
  'Exception',
  'ValueError',
  'KeyError',
  'E1',
  '(E1, TypeError)',
  'BaseException',
  'LookupError',
  'GeneratorExit',
];

export class Bodies {
  readonly expressions: Expressions;
  private logged = 0;
  private inLoop = false;
  private inHandler = false;
  private inFinally = false;

  constructor(private readonly c: Choices) {
    this.expressions = new Expressions(c);
    this.expressions.names = ['a', 'b'];
  }

  /** Lines of a body, indented by `indent`. */
  body(kind: BodyKind, depth: number, indent: string): string[] {
    return this.c.several(1, 3, () => this.statement(kind, depth, indent)).flat();
  }

  private nested(kind: BodyKind, depth: number, indent: string): string[] {
    return this.body(kind, depth - 1, `${indent}    `);
  }

  private value(depth = 1): string {
    return this.c.chance(40) ? this.expressions.any(depth) : this.c.pick(['a', 'b', '1', "'s'", 'None', '(a, b)']);
  }

  private log(indent: string, what: string): string {
    return `${indent}log(${++this.logged}, ${what})`;
  }

  private statement(kind: BodyKind, depth: number, indent: string): string[] {
    const { c } = this;
    if (depth <= 0 || !c.chance(65)) return this.simple(kind, indent);
    switch (c.below(9)) {
      case 0: {
        const lines = [`${indent}if ${this.value()}:`, ...this.nested(kind, depth, indent)];
        if (c.chance(50)) lines.push(`${indent}else:`, ...this.nested(kind, depth, indent));
        return lines;
      }
      case 1:
        return this.tryStatement(kind, depth, indent);
      case 2:
        return this.loop(kind, depth, indent);
      case 3:
        return this.withStatement(kind, depth, indent);
      case 4:
        return this.matchStatement(kind, depth, indent);
      case 5:
        return this.closure(depth, indent);
      case 6:
        return this.exceptStar(kind, depth, indent);
      default:
        return this.tryStatement(kind, depth, indent);
    }
  }

  private simple(kind: BodyKind, indent: string): string[] {
    const { c } = this;
    if (kind !== 'function' && c.chance(45)) return this.suspend(kind, indent);
    switch (c.below(9)) {
      case 0:
        return [this.log(indent, this.value())];
      case 1:
        return [`${indent}${c.pick(['a', 'b'])} = ${this.value(2)}`];
      case 2:
        return [
          `${indent}${c.pick(['a', 'b'])} ${c.pick(['+=', '-=', '|=', '//=', '%=', '/=', '@='])} ${this.value()}`,
        ];
      case 3:
        return [`${indent}raise ${this.raised()}`];
      case 4:
        if (kind === 'asyncgen') return [`${indent}return`];
        return [`${indent}return ${this.value()}`];
      case 5:
        return [`${indent}${this.inLoop && !this.inFinally ? c.pick(['break', 'continue']) : 'pass'}`];
      case 6:
        return [
          `${indent}${c.pick(['a, b', 'a, *b', '(a, b), *_', '[a, b]', 'a[0]', 'a.x', 'a[0:1]'])} = ${this.value(2)}`,
        ];
      case 7:
        return [
          `${indent}${c.pick(['del a', 'del b', 'del a[0]', 'assert a, b', 'assert not a', 'a: int = b', 'a.append(b)'])}`,
        ];
      default:
        return [
          this.log(
            indent,
            `(lambda x, *y, z=a: (x, y, z))(${c.pick(['', 'a', 'a, b', '*b', '1, z=2', '**a', 'q=1'])})`,
          ),
        ];
    }
  }

  private suspend(kind: BodyKind, indent: string): string[] {
    const { c } = this;
    const to = c.pick(['', 'a = ', 'b = ']);
    if (kind === 'generator' || (kind === 'asyncgen' && c.chance(50))) {
      if (kind === 'generator' && c.chance(25))
        return [`${indent}${to}yield from ${c.pick(['[1, 2]', 'sub(a)', "'xy'", 'a', 'Iter(2)', 'Bad()'])}`];
      return [`${indent}${to}yield ${this.value()}`];
    }
    if (kind === 'asyncgen' && c.chance(20)) return [`${indent}async for b in agen(2):`, `${indent}    yield b`];
    if (c.chance(12))
      return [this.log(indent, `[${c.pick(['x', 'await Susp(x)'])} async for x in agen(${c.pick(['1', '3'])})]`)];
    return [
      `${indent}${to}await ${c.pick(['Susp(1)', 'Susp(a)', 'coro(a)', 'coro(Susp)', 'fail(E1)', 'a', 'old(3)', 'BadAwait()'])}`,
    ];
  }

  private raised(): string {
    const { c } = this;
    const exception = c.pick(EXCEPTIONS);
    const cause = c.chance(15) ? ` from ${c.pick(['None', 'E2(7)', '5', 'ValueError'])}` : '';
    if (this.inHandler && c.chance(30)) return '';
    return `${exception}${c.pick(['', '()', "('m')", '(a, b)'])}${cause}`;
  }

  private within(state: 'inHandler' | 'inFinally' | 'inLoop', value: boolean, make: () => string[]): string[] {
    const saved = this[state];
    this[state] = value;
    const lines = make();
    this[state] = saved;
    return lines;
  }

  private tryStatement(kind: BodyKind, depth: number, indent: string): string[] {
    const { c } = this;
    const lines = [`${indent}try:`, ...this.nested(kind, depth, indent)];
    const handlers = c.below(3);
    for (let i = 0; i < handlers; i++) {
      lines.push(`${indent}except ${c.pick(HANDLERS)}${c.chance(50) ? ' as e' : ''}:`);
      if (lines[lines.length - 1].endsWith('as e:')) lines.push(this.log(`${indent}    `, 'exc(e)'));
      lines.push(...this.within('inHandler', true, () => this.nested(kind, depth, indent)));
    }
    if (handlers > 0 && c.chance(30)) lines.push(`${indent}else:`, ...this.nested(kind, depth, indent));
    // 3.14 warns of a jump out of `finally`; there it makes none.
    if (handlers === 0 || c.chance(40))
      lines.push(
        `${indent}finally:`,
        this.log(`${indent}    `, "'finally'"),
        ...this.within('inFinally', true, () =>
          this.nested(kind, depth, indent).filter((line) => !/^\s*return\b/.test(line)),
        ),
      );
    return lines;
  }

  private exceptStar(kind: BodyKind, depth: number, indent: string): string[] {
    const { c } = this;
    const group = `ExceptionGroup('g', [${c.several(1, 3, () => c.pick(['E1(1)', 'E2()', 'ValueError(2)', "ExceptionGroup('h', [E1(3), KeyError(4)])"])).join(', ')}])`;
    const lines = [`${indent}try:`];
    if (c.chance(60)) lines.push(`${indent}    raise ${group}`);
    else lines.push(...this.nested(kind, depth, indent));
    for (let i = c.below(2); i >= 0; i--) {
      lines.push(
        `${indent}except* ${c.pick(['E1', 'ValueError', '(E2, KeyError)', 'Exception', 'ExceptionGroup', '5'])} as e:`,
      );
      lines.push(this.log(`${indent}    `, 'exc(e)'));
      const inner = this.within('inLoop', false, () =>
        this.within('inHandler', true, () => this.nested(kind, depth, indent)),
      );
      lines.push(...inner.filter((line) => !/^\s*(return|break|continue)\b/.test(line)));
    }
    return lines;
  }

  private loop(kind: BodyKind, depth: number, indent: string): string[] {
    const { c } = this;
    const isAsync = (kind === 'coroutine' || kind === 'asyncgen') && c.chance(50);
    const over = isAsync
      ? `async for b in ${c.pick(['agen(2)', 'AIter(2)', 'a', '[1]'])}`
      : c.pick([
          'for b in range(2)',
          'for a in [1, 2]',
          'for b in Iter(2)',
          'while tick()',
          "for a, *b in ['xy', (1,)]",
          'for b in a',
        ]);
    const lines = [
      `${indent}${over}:`,
      ...this.within('inLoop', true, () => this.within('inFinally', false, () => this.nested(kind, depth, indent))),
    ];
    if (c.chance(30)) lines.push(`${indent}else:`, ...this.nested(kind, depth, indent));
    return lines;
  }

  private withStatement(kind: BodyKind, depth: number, indent: string): string[] {
    const { c } = this;
    const isAsync = (kind === 'coroutine' || kind === 'asyncgen') && c.chance(50);
    const manager = (): string =>
      isAsync
        ? `ACM(${c.pick(['False', 'True'])})`
        : c.pick(['CM(False)', 'CM(True)', 'CM(False, E2)', 'CM(False, None, E1)', 'a']);
    const items = c.several(1, 2, (i) => `${manager()}${c.chance(40) ? ` as ${i === 0 ? 'a' : 'b'}` : ''}`);
    return [`${indent}${isAsync ? 'async ' : ''}with ${items.join(', ')}:`, ...this.nested(kind, depth, indent)];
  }

  private matchStatement(kind: BodyKind, depth: number, indent: string): string[] {
    const { c } = this;
    const patterns = [
      'int()',
      'str(s)',
      '[x, *y]',
      '(1 | 2) as n',
      '{"a": v, **kw}',
      'None',
      '[]',
      "'s'",
      '(x, y)',
      'P(q, r=1)',
      'P(q)',
      '-1 | 0.5',
      'int(5 as k) | [k]',
    ];
    const lines = [`${indent}match ${this.value()}:`];
    for (let i = 1 + c.below(3); i > 0; i--) {
      lines.push(`${indent}    case ${c.pick(patterns)}${c.chance(20) ? ` if ${this.value()}` : ''}:`);
      lines.push(...this.nested(kind, depth, `${indent}    `));
    }
    if (c.chance(50)) lines.push(`${indent}    case _:`, ...this.nested(kind, depth, `${indent}    `));
    return lines;
  }

  private closure(depth: number, indent: string): string[] {
    const { c } = this;
    const name = c.pick(['g', 'h']);
    const header = `${indent}def ${name}(${c.pick(['', 'b=a', 'a, /', '*b', '*, a=1', 'b'])}):`;
    const outer = this.within('inLoop', false, () =>
      this.within('inFinally', false, () =>
        this.within('inHandler', false, () => this.nested('function', Math.min(depth, 2), indent)),
      ),
    );
    // A parameter cannot be nonlocal; `a` then is the enclosing function's.
    const nonlocal =
      /[(,* ]a\b/.test(header.slice(header.indexOf('('), header.lastIndexOf(')'))) || !c.chance(40)
        ? []
        : [`${indent}    nonlocal a`];
    const annotated = nonlocal.length > 0 ? outer.filter((line) => !line.includes('a: int')) : outer;
    return [
      header,
      ...nonlocal,
      `${indent}    pass`,
      ...annotated,
      this.log(indent, `${name}(${c.pick(['', '1', '1, 2', 'a=2', 'b=a'])})`),
    ];
  }
}
