/**
 * Random programs about names: functions, classes, comprehensions, assignment expressions and type parameters within
 * each other, with what is local, global, nonlocal or deleted in each.
 */
import type { Choices } from './choices';

type Scope = 'module' | 'function' | 'class' | 'typeParams';

const NAMES = ['a', 'b', 'c'];

export class Scopes {
  private logged = 0;
  private made = 0;

  constructor(private readonly c: Choices) {}

  program(): string[] {
    const lines = this.body('module', 3, '');
    return [...lines, 'show(lambda: (a, b))', 'show(lambda: c)', 'show(lambda: globals().get("d"))'];
  }

  private name(): string {
    return this.c.pick(NAMES);
  }

  private body(scope: Scope, depth: number, indent: string): string[] {
    return this.c.several(1, 5, () => this.statement(scope, depth, indent)).flat();
  }

  /** A function's or class's body: declarations first. */
  private inner(scope: Scope, depth: number, indent: string, parameters: string): string[] {
    const { c } = this;
    const lines: string[] = [];
    for (const name of NAMES)
      if (!parameters.includes(name) && c.chance(12)) lines.push(`${indent}${c.pick(['global', 'nonlocal'])} ${name}`);
    lines.push(...this.body(scope, depth, indent));
    return lines;
  }

  private show(indent: string, expression: string): string {
    return `${indent}show(lambda: (${++this.logged}, ${expression}))`;
  }

  /** Where a name is looked for in this scope itself, not in a lambda's. */
  private guarded(indent: string, lines: string[]): string[] {
    return [
      `${indent}try:`,
      ...lines.map((line) => `    ${line}`),
      `${indent}except Exception as e_:`,
      `${indent}    log(${++this.logged}, exc(e_))`,
    ];
  }

  private statement(scope: Scope, depth: number, indent: string): string[] {
    const { c } = this;
    if (depth <= 0 || !c.chance(50)) return this.simple(scope, indent);
    const inside = `${indent}    `;
    const id = this.made++;
    switch (c.below(6)) {
      case 0:
      case 1: {
        const parameters = c.pick(['', 'a', 'b=1', '*a', '**c', 'a=a', 'a, /, b=2', '*, c=3']);
        const type = c.chance(15) ? c.pick(['[a]', '[T: a]', '[T, *a]', '[T = b]', '[**c]']) : '';
        const annotation = c.chance(15) ? ` -> ${this.name()}` : '';
        return [
          `${indent}def f${id}${type}(${parameters})${annotation}:`,
          ...this.inner('function', depth - 1, inside, parameters),
          `${inside}return ${c.pick(['1', 'sorted(locals())', "'r'"])}`,
          ...this.guarded(indent, [`${indent}log(${++this.logged}, f${id}(${c.pick(['', '', '1'])}))`]),
          ...(type === '' ? [] : [this.show(indent, `[(t.__name__, repr(t)) for t in f${id}.__type_params__]`)]),
          ...(annotation === '' ? [] : [this.show(indent, `f${id}.__annotations__`)]),
        ];
      }
      case 2: {
        const type = c.chance(25) ? c.pick(['[a]', '[T: a]', '[T]', '[T = b]', '[*c]', '[T: (int, b)]']) : '';
        return [
          ...this.guarded(indent, [
            `${indent}class C${id}${type}${c.pick(['', '', '(object)', '(list[a])', '(list[T])'])}:`,
            ...this.inner('class', depth - 1, inside, ''),
          ]),
          this.show(indent, `sorted(k for k in vars(C${id}) if k[0] != '_')`),
          ...(type === '' ? [] : [this.show(indent, `C${id}.__type_params__, C${id}.__orig_bases__`)]),
        ];
      }
      case 3:
        return [
          `${indent}for ${c.pick(['a', 'b, c', 'a, *b', '[c]'])} in ${c.pick(['[(1, 2), (3, 4)]', '()', "['xy']"])}:`,
          ...this.body(scope, depth - 1, inside),
          ...(c.chance(30) ? [`${indent}else:`, ...this.body(scope, depth - 1, inside)] : []),
        ];
      case 4: {
        const name = this.name();
        return [
          `${indent}try:`,
          ...this.body(scope, depth - 1, inside),
          `${inside}raise E1(${id})`,
          `${indent}except E1 as ${name}:`,
          ...this.body(scope, depth - 1, inside),
          `${indent}except Exception as e_:`,
          `${inside}log(exc(e_))`,
        ];
      }
      default: {
        const name = this.name();
        return [
          `${indent}type A${id}${c.pick(['', '[a]', '[T: b]', '[*T]', '[T = c]'])} = ${c.pick(['a', 'list[b]', '(lambda: c)()', 'dict[T, a]', '[a for a in (b,)]'])}`,
          this.show(indent, `A${id}.__value__`),
          this.show(indent, `A${id}, A${id}.__type_params__, A${id}.__name__`),
          ...(c.chance(30)
            ? [`${indent}${name} = ${c.pick(['7', "'t'"])}`, this.show(indent, `A${id}.__value__`)]
            : []),
        ];
      }
    }
  }

  private simple(scope: Scope, indent: string): string[] {
    const { c } = this;
    const name = this.name();
    switch (c.below(9)) {
      case 0:
        return this.guarded(indent, [`${indent}log(${++this.logged}, ${name})`]);
      case 1:
        return [`${indent}${name} = ${++this.logged}`];
      case 2:
        return this.guarded(indent, [`${indent}log(${++this.logged}, ${this.comprehension(2)})`]);
      case 3:
        return this.guarded(indent, [`${indent}del ${name}`]);
      case 4:
        return [this.show(indent, this.expression(2))];
      case 5:
        return this.guarded(indent, [`${indent}${name} ${c.pick(['+=', '-='])} 1`]);
      case 6:
        return this.guarded(indent, [
          `${indent}${name}: ${c.pick(['int', 'b', 'undefined_', "'a'"])}${c.pick(['', ' = 8'])}`,
        ]);
      case 7:
        return scope === 'module'
          ? [this.show(indent, 'sorted(k for k in globals() if k in "abcd")')]
          : this.guarded(indent, [`${indent}log(${++this.logged}, sorted(k for k in locals() if k in 'abc'))`]);
      default:
        return this.guarded(indent, [
          `${indent}${c.pick([`log(eval('${name}'))`, `exec('${name} = 5; d = 1')`, `log((lambda ${name}=${this.name()}: ${name})())`, `import math as ${name}`, `with CM(True) as ${name}: pass`, `log(${name} := 4)`])}`,
        ]);
    }
  }

  private expression(depth: number): string {
    const { c } = this;
    if (depth <= 0 || !c.chance(60)) return this.name();
    return c.pick([
      () => this.comprehension(depth - 1),
      () => `(lambda ${c.pick(['', 'a', 'b=1', '*c'])}: ${this.expression(depth - 1)})(${c.pick(['', '1'])})`,
      () => `(${this.name()} := ${this.expression(depth - 1)})`,
      () => `(${this.expression(depth - 1)}, ${this.expression(depth - 1)})`,
      () => `(${this.name()} or ${this.expression(depth - 1)})`,
    ])();
  }

  private comprehension(depth: number): string {
    const { c } = this;
    const target = (): string => c.pick(['a', 'b', 'c', 'i', 'a, b', 'i, *c']);
    const over = (): string =>
      c.pick(['[1, 2]', '((1, 2), (3, 4))', '(a, b)', 'range(2)', '[a]', '()', '(lambda: [b])()', '[(a, b)]']);
    const clauses = `for ${target()} in ${over()}${c.chance(25) ? ` for ${target()} in ${over()}` : ''}${c.chance(35) ? ` if ${this.expression(depth)}` : ''}`;
    const item = c.chance(30) ? `(lambda: ${this.name()})()` : this.expression(depth);
    switch (c.below(4)) {
      case 0:
        return `[${item} ${clauses}]`;
      case 1:
        return `list(${item} ${clauses})`;
      case 2:
        return `{${this.name()}: ${item} ${clauses}}`;
      default:
        return `[f() for f in [lambda: ${this.name()} ${clauses}]]`;
    }
  }
}
