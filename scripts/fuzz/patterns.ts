/**
 * Random programs of match statements: patterns within patterns, against subjects of the same shapes.
 */
import type { Choices } from './choices';

export class Patterns {
  /** Names that the pattern being made binds: one may come only once. */
  private bound: string[] = [];

  constructor(private readonly c: Choices) {}

  program(): string[] {
    const { c } = this;
    const lines = ['def f(v):', '    k = 1', '    match v:'];
    for (let i = 1 + c.below(5); i > 0; i--) {
      this.bound = [];
      const pattern = c.chance(8) ? this.open() : this.pattern(3);
      const guard = c.chance(20) ? ` if ${c.pick(['k', '(k := 5) > 9', 'not v', '1 / 0', 'v == 1'])}` : '';
      lines.push(
        `        case ${pattern}${guard}:`,
        `            return ${i}, {n: x for n, x in sorted(locals().items()) if n not in 'v'}`,
      );
    }
    lines.push("    return 'none', k");
    lines.push(...c.several(2, 10, () => `show(lambda: f(${this.subject(2)}))`));
    return lines;
  }

  private name(): string {
    const name = this.c.pick(['a', 'b', 'c', 'd', 'e', 'g', 'h']);
    if (this.bound.includes(name) && !this.c.chance(3)) return '_';
    this.bound.push(name);
    return name;
  }

  private open(): string {
    const { c } = this;
    const items = c.several(1, 3, () => this.pattern(1));
    return `${items.join(', ')},${c.pick(['', ` *${this.name()}`])}`;
  }

  private pattern(depth: number): string {
    const { c } = this;
    const p = this.of(depth);
    return c.chance(10)
      ? `${p.includes('|') ? `(${p})` : p} as ${this.name()}`.replace(/as _$/, `as n${this.bound.length}`)
      : p;
  }

  private of(depth: number): string {
    const { c } = this;
    if (depth <= 0 || !c.chance(65))
      return c.pick([
        () => this.name(),
        () => '_',
        () => c.pick(['1', '-1', '0', "'a'", 'None', 'True', '1.5', '-2+3j', "b'x'", "'a' 'b'", '0x10']),
        () => c.pick(['collections.deque', 'Pair.first', 'P.nope', 'E1.x']),
        () => c.pick(['int()', 'str()', 'bool()', 'list()', 'dict()', 'object()', 'P()', 'float()', 'tuple()']),
      ])();
    const nested = (): string => this.pattern(depth - 1);
    switch (c.below(6)) {
      case 0: {
        const items = c.several(0, 3, nested);
        if (c.chance(40)) items.splice(c.below(items.length + 1), 0, `*${this.name()}`);
        if (c.chance(3)) items.push('*_');
        return c.chance(50) ? `[${items.join(', ')}]` : `(${items.join(', ')}${items.length === 1 ? ',' : ''})`;
      }
      case 1: {
        const key = (): string => c.pick(["'a'", "'b'", '1', 'None', 'Pair.first', '-1', '1.0']);
        const items = c.several(0, 3, () => `${key()}: ${nested()}`);
        if (c.chance(35)) items.push(`**${this.name().replace('_', 'rest')}`);
        return `{${items.join(', ')}}`;
      }
      case 2:
        return `Point(${this.classArguments(nested, 'x', 'y')})`;
      case 3:
        return c.pick([
          () => `P(${this.classArguments(nested, 'x', 'r')})`,
          () => `Pair(${this.classArguments(nested, 'first', 'second')})`,
          () =>
            `${c.pick(['int', 'str', 'float', 'bytes', 'list', 'dict', 'tuple', 'set', 'bool', 'bytearray', 'Sub'])}(${nested()})`,
          () => `${c.pick(['E1', 'int', 'Loud', 'w', 'Same'])}(${this.classArguments(nested, 'args', 'real')})`,
          () => `${c.pick(['Exception', 'E1'])}(args=${nested()})`,
        ])();
      case 4: {
        const names = [...this.bound];
        const first = this.pattern(depth - 1);
        const after = [...this.bound];
        const others = c.several(1, 2, () => {
          this.bound = c.chance(90) ? [...names] : this.bound;
          return this.of(c.chance(70) ? 0 : depth - 1);
        });
        this.bound = after;
        return `(${first} | ${others.join(' | ')})`;
      }
      default:
        return `(${nested()})`;
    }
  }

  private classArguments(nested: () => string, first: string, second: string): string {
    const { c } = this;
    const positional = c.several(0, c.chance(10) ? 3 : 2, nested);
    const named = c.chance(35) ? [`${c.pick([first, second, second, 'nope', '__class__'])}=${nested()}`] : [];
    return [...positional, ...named].join(', ');
  }

  private subject(depth: number): string {
    const { c } = this;
    if (depth <= 0 || !c.chance(70))
      return c.pick([
        '1',
        '0',
        '-1',
        '1.0',
        'True',
        'None',
        "'a'",
        "'ab'",
        "b'x'",
        '1.5',
        'Sub(1)',
        'P',
        'Loud(1)',
        'range(2)',
        '-2+3j',
      ]);
    const nested = (): string => this.subject(depth - 1);
    return c.pick([
      () => `[${c.several(0, 4, nested).join(', ')}]`,
      () => `(${c.several(1, 3, nested).join(', ')},)`,
      () => `{'a': ${nested()}, ${c.pick(['1', "'b'", 'None'])}: ${nested()}}`,
      () => `Point(${nested()}, ${nested()})`,
      () => `P(${nested()}, ${nested()})`,
      () => `Pair(${nested()}, ${nested()})`,
      () => `deque([${nested()}])`,
      () => `E1(${nested()})`,
      () => `defaultdict(int, a=${nested()})`,
      () => `bytearray(b'a')`,
      () => `ChainMap({'a': ${nested()}})`,
      () => 'iter([1])',
    ])();
  }
}
