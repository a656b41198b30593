/**
 * Random programs about exceptions: groups within groups, what `except*` makes of them, causes, contexts, notes, context
 * managers that swallow or replace, and how tracebacks are printed.
 */
import type { Choices } from './choices';

const LEAVES = [
  "E1('a')",
  'E2()',
  "ValueError('v')",
  'KeyError(1)',
  "OSError(9999, 'no')",
  'TypeError',
  'KeyboardInterrupt()',
];
const TYPES = [
  'E1',
  'E2',
  'ValueError',
  '(E2, KeyError)',
  'Exception',
  'BaseException',
  'OSError',
  'LookupError',
  'ExceptionGroup',
  '(E1, ExceptionGroup)',
  '5',
  'int',
  '()',
];

export class Groups {
  private logged = 0;
  private made = 0;

  constructor(private readonly c: Choices) {}

  program(): string[] {
    const { c } = this;
    const lines: string[] = [];
    for (let i = 1 + c.below(3); i > 0; i--) {
      const name = `f${this.made++}`;
      lines.push(`def ${name}(x=None):`, ...this.body(3, '    '), `    return ${c.pick(['1', 'x', "'end'"])}`);
      lines.push(`${c.pick(['show', 'printed', 'printed'])}(${name})`);
    }
    lines.push(...c.several(0, 4, () => `show(lambda: ${this.taken()})`));
    return lines;
  }

  private leaf(): string {
    return this.c.pick(LEAVES);
  }

  private group(depth: number): string {
    const { c } = this;
    const cls = c.pick(['ExceptionGroup', 'ExceptionGroup', 'BaseExceptionGroup', 'Grouped', 'Underived']);
    const items = c.several(1, 3, () => (depth > 0 && c.chance(40) ? this.group(depth - 1) : this.leaf()));
    return `${cls}('${c.pick(['g', 'h', ''])}', [${c.chance(4) ? '' : items.join(', ')}])`;
  }

  private raised(): string {
    const { c } = this;
    return c.chance(60) ? this.group(2) : this.leaf();
  }

  private body(depth: number, indent: string): string[] {
    return this.c.several(1, 3, () => this.statement(depth, indent)).flat();
  }

  private statement(depth: number, indent: string): string[] {
    const { c } = this;
    const inner = `${indent}    `;
    const nested = (): string[] => this.body(depth - 1, inner);
    if (depth <= 0 || !c.chance(65)) return this.simple(indent);
    switch (c.below(6)) {
      case 0:
      case 1: {
        const lines = [`${indent}try:`, ...nested()];
        for (let i = c.below(3); i >= 0; i--) {
          lines.push(`${indent}except* ${c.pick(TYPES)} as e:`, `${inner}log(${++this.logged}, exc(e), notes(e))`);
          if (c.chance(60)) lines.push(...nested().filter((line) => !/^\s*(return|break|continue)\b/.test(line)));
          if (c.chance(20))
            lines.push(`${inner}raise${c.pick(['', ' e', ' E2(2)', ' e.exceptions[0]', " E1('c') from e"])}`);
        }
        if (c.chance(20)) lines.push(`${indent}else:`, ...nested());
        if (c.chance(25)) lines.push(`${indent}finally:`, ...nested().filter((line) => !/^\s*return\b/.test(line)));
        return lines;
      }
      case 2: {
        const lines = [`${indent}try:`, ...nested()];
        for (let i = c.below(2); i >= 0; i--) {
          lines.push(`${indent}except ${c.pick(TYPES)} as e:`, `${inner}log(${++this.logged}, exc(e), notes(e))`);
          if (c.chance(50)) lines.push(...nested());
          if (c.chance(30))
            lines.push(`${inner}raise${c.pick(['', ' e', ' E2(3) from e', ' E2(4) from None', ' E2(5)'])}`);
        }
        if (c.chance(25)) lines.push(`${indent}finally:`, ...nested().filter((line) => !/^\s*return\b/.test(line)));
        return lines;
      }
      case 3:
        return [
          `${indent}with ${c.several(1, 2, () => c.pick(['CM(False)', 'CM(True)', 'CM(False, E2)', 'CM(False, None, E1)', 'suppress(E1)', 'suppress(ValueError, KeyError)', 'suppress(Exception)', 'replacing()', 'stack()'])).join(', ')}:`,
          ...nested(),
        ];
      case 4:
        return [`${indent}for i in range(2):`, ...nested()];
      default:
        return [`${indent}for i in gen(x):`, ...nested()];
    }
  }

  private simple(indent: string): string[] {
    const { c } = this;
    switch (c.below(7)) {
      case 0:
        return [`${indent}log(${++this.logged}, x)`];
      case 1:
      case 2:
        return [
          `${indent}raise ${this.raised()}${c.chance(20) ? ` from ${c.pick(['None', this.leaf(), this.group(1)])}` : ''}`,
        ];
      case 3:
        return [`${indent}x = ${this.raised()}`];
      case 4:
        return [`${indent}x.add_note(${c.pick(["'n1'", "'n2\\nn3'", '5'])})`];
      case 5:
        return [`${indent}raise x`];
      default:
        return [
          `${indent}${c.pick(['1 / 0', '[][1]', "{}['k']", 'undefined_', 'x.nope', "int('z')", 'raise', 'assert x is None, x', 'x.__context__ = E2(9)', 'return 2', 'printed(lambda: (_ for _ in ()).throw(E1))'])}`,
        ];
    }
  }

  /** What is done with a group that nobody raised. */
  private taken(): string {
    const { c } = this;
    const group = this.group(2);
    const condition = c.pick([
      ...TYPES,
      'lambda e: isinstance(e, E1)',
      'lambda e: 1 / 0',
      'lambda e: len(e.args) == 0',
      'lambda e: True',
    ]);
    return c.pick([
      `[exc(e) if e else e for e in ${group}.split(${condition})]`,
      `exc(${group}.subgroup(${condition}))`,
      `repr(${group})`,
      `${group}.exceptions`,
      `${group}.derive([E1(7)])`,
      `${group}.message`,
      `noted(${group}, 'n').subgroup(${condition}).__notes__`,
      `type(${group})`,
      `${group} == ${group}`,
      `${c.pick(['ExceptionGroup', 'BaseExceptionGroup', 'Grouped'])}(${c.pick(["'a'", "'a', 5", "'a', []", "'a', [1]", '5, [E1()]', "'a', [E1], 3", "'a', [KeyboardInterrupt()]", "'a', E1()", "message='a', exceptions=[E1()]", "'a', iter([E1()])", "'a', {E1()}"])})`,
    ]);
  }
}
