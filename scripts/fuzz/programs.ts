/**
 * A whole random program: its kind, and what drives it.
 */
import { AsyncioPrograms } from './asyncioPrograms';
import { CallErrors } from './callErrors';
import { Choices, type Random } from './choices';
import { Classes } from './classes';
import { Containers } from './containers';
import { Expressions } from './expressions';
import { Groups } from './groups';
import { Metaclasses } from './metaclasses';
import { Patterns } from './patterns';
import { Scopes } from './scopes';
import { Bodies, type BodyKind } from './statements';
import { Texts } from './texts';

/** What a program is about; the first is the simplest. */
export const SUBJECTS = [
  'expressions',
  'function',
  'generator',
  'classes',
  'coroutine',
  'asyncgen',
  'asyncio',
  'text',
  'scopes',
  'groups',
  'containers',
  'patterns',
  'metaclasses',
  'calls',
] as const;

export interface Program {
  source: string;
  choices: readonly number[];
}

const RESUME: Readonly<Record<Exclude<BodyKind, 'function'>, readonly string[]>> = {
  generator: [
    'next(o)',
    'o.send(None)',
    'o.send(1)',
    "o.throw(E1('t'))",
    'o.throw(GeneratorExit)',
    'o.close()',
    'o.throw(StopIteration)',
    'o.gi_running',
    "o.throw(ValueError, 'v')",
    'o.throw(5)',
    'list(o)',
    'o.gi_frame is None',
    'o.gi_suspended',
  ],
  coroutine: [
    'o.send(None)',
    'o.send(1)',
    "o.throw(E1('t'))",
    'o.close()',
    'o.throw(GeneratorExit)',
    'o.throw(StopIteration(3))',
    'o.cr_await is None',
    'o.cr_running',
    'o.cr_suspended',
    'next(o)',
  ],
  asyncgen: [
    'o.__anext__()',
    'o.asend(None)',
    'o.asend(1)',
    "o.athrow(E1('t'))",
    'o.aclose()',
    'o.athrow(GeneratorExit)',
    'o.athrow(StopAsyncIteration)',
    'anext(o)',
    "anext(o, 'd')",
  ],
};

function bodyProgram(c: Choices, kind: BodyKind): string[] {
  const bodies = new Bodies(c);
  const isAsync = kind === 'coroutine' || kind === 'asyncgen';
  const body = bodies.body(kind, 1 + c.below(3), '    ');
  const makesGenerator = kind === 'generator' || kind === 'asyncgen';
  const lines = [`${isAsync ? 'async ' : ''}def f(a, b=2):`, ...body, ...(makesGenerator ? ['    yield a'] : [])];
  bodies.expressions.names = [];
  const argument = (): string => bodies.expressions.any(1);
  for (let i = 1 + c.below(2); i > 0; i--) {
    if (kind === 'function') lines.push(`show(lambda: f(${argument()}))`);
    else {
      const steps = [
        'lambda o: ' + RESUME[kind][0],
        ...c.several(0, 7, () => `lambda o: ${c.chance(50) ? RESUME[kind][1] : c.pick(RESUME[kind])}`),
      ];
      lines.push(`${kind === 'asyncgen' ? 'adrive' : 'drive'}(f(${argument()}), [${steps.join(', ')}])`);
    }
  }
  return lines;
}

function expressionProgram(c: Choices): string[] {
  const e = new Expressions(c);
  return c.several(1, 12, () => `show(lambda: ${e.any(1 + c.below(3))})`);
}

const WRITERS: Readonly<Record<(typeof SUBJECTS)[number], (c: Choices) => string[]>> = {
  expressions: expressionProgram,
  function: (c) => bodyProgram(c, 'function'),
  generator: (c) => bodyProgram(c, 'generator'),
  classes: (c) => new Classes(c).program(),
  coroutine: (c) => bodyProgram(c, 'coroutine'),
  asyncgen: (c) => bodyProgram(c, 'asyncgen'),
  asyncio: (c) => new AsyncioPrograms(c).program(),
  text: (c) => new Texts(c).program(),
  scopes: (c) => new Scopes(c).program(),
  groups: (c) => new Groups(c).program(),
  containers: (c) => new Containers(c).program(),
  patterns: (c) => new Patterns(c).program(),
  metaclasses: (c) => new Metaclasses(c).program(),
  calls: (c) => new CallErrors(c).program(),
};

function write(c: Choices, subject: string): string {
  const kind = c.pick(SUBJECTS);
  const about = subject === '' ? kind : (subject as (typeof SUBJECTS)[number]);
  return `${WRITERS[about](c).join('\n')}\n`;
}

export function randomProgram(random: Random, subject = ''): Program {
  const c = new Choices(random);
  return { source: write(c, subject), choices: c.taken };
}

export function replay(choices: readonly number[], subject = ''): Program {
  const c = new Choices(null, choices);
  return { source: write(c, subject), choices: c.taken };
}
