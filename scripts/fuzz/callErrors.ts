/** Random calls, right and wrong: Python functions of all kinds of parameters, and what `inspect` says of them. */
import type { Choices } from './choices';

const NAMES = ['a', 'b', 'c', 'd', 'self', 'key'];

export class CallErrors {
  constructor(private readonly c: Choices) {}

  program(): string[] {
    const { c } = this;
    const lines: string[] = [];
    for (let i = 1 + c.below(2); i > 0; i--) {
      const parameters = this.parameters();
      const result = 'return ' + (c.chance(50) ? 'sorted(locals().items(), key=lambda kv: kv[0])' : 'list(locals())');
      const kind = c.pick(['plain', 'plain', 'method', 'class', 'static', 'lambda']);
      if (kind === 'plain') lines.push(`def f(${parameters}): ${result}`);
      else if (kind === 'lambda') lines.push(`f = lambda ${parameters}: ${result.slice(7)}`);
      else {
        const decorator = kind === 'method' ? '' : `@${kind}method`;
        const first = kind === 'static' ? '' : parameters === '' ? 'this' : 'this, ';
        lines.push('class K:', ...(decorator === '' ? [] : [`    ${decorator}`]));
        lines.push(`    def f(${first}${parameters}): return 1`, `f = ${c.pick(['K().f', 'K.f'])}`);
      }
      lines.push(...c.several(1, 5, () => `show(lambda: ${this.call()})`));
      lines.push(`show(lambda: str(signature(f)))`);
    }
    return lines;
  }

  private parameters(): string {
    const { c } = this;
    const names = NAMES.slice(0, c.below(6));
    const out: string[] = [];
    let defaults = false;
    const slash = c.chance(25) ? 1 + c.below(3) : 0;
    const star = c.below(names.length + 4);
    names.forEach((name, i) => {
      if (i === star) {
        out.push(c.pick(['*', '*args']));
        defaults = false;
      }
      if (c.chance(25)) defaults = true;
      out.push(name + (defaults ? `=${c.pick(['1', 'None', "'x'"])}` : ''));
      if (i + 1 === slash && i < star) out.push('/');
    });
    if (star === names.length) out.push('*args');
    if (c.chance(20)) out.push('**kw');
    return out.join(', ');
  }

  private call(): string {
    const { c } = this;
    const positional = c.several(0, 5, () => c.pick(['1', 'None', "'s'", '*(1, 2)', '*()', '*5', "*'ab'"]));
    const named = c.several(0, 3, () =>
      c.pick([
        ...NAMES.map((name) => `${name}=2`),
        'args=3',
        'aa=4',
        '**{}',
        "**{'b': 5, 'zz': 6}",
        '**{1: 2}',
        '**5',
        "**{'a': 7}",
      ]),
    );
    const unique = named.filter((n, i) => n.startsWith('*') || named.indexOf(n) === i);
    const given = [...positional, ...unique].join(', ');
    return c.pick([`f(${given})`, `f(${given})`, `partial(f, 1)(${given})`, `signature(f).bind(${given}).arguments`]);
  }
}
