/** docs/eventLoop.md says the truth: every spec it names is there, every method defined where it says. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const cli = join(root, 'dist', 'cli.js');

/** Nothing can be wrong about how these are called. */
const WITHOUT_ARGUMENTS = [
  'is_running',
  'is_closed',
  'shutdown_asyncgens',
  'shutdown_default_executor',
  'get_task_factory',
  'get_exception_handler',
  'get_debug',
];

const OWNERS = `
import asyncio
cls = type(asyncio.new_event_loop())
core = next(c for c in cls.__mro__ if c.__name__ == 'EventLoopCore')
for name in dir(asyncio.AbstractEventLoop):
    if not name.startswith('__'):
        owner = next(c for c in cls.__mro__ if name in c.__dict__)
        print(name, 'native' if owner is core else 'library' if owner is not asyncio.AbstractEventLoop else 'missing')
for c in (asyncio.Server, asyncio.Handle, asyncio.TimerHandle):
    print(c.__name__, *[n for n in dir(c) if not n.startswith('_')])
`;

/** The rows of the page's tables with so many columns, without their heads: methods have three. */
function rows(columns = 3): string[][] {
  return readFileSync(join(root, 'docs', 'eventLoop.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (method|class|what|---)/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replace('\\', '')),
    )
    .filter((cells) => cells.length === columns);
}

describe('the table of the event loop', function () {
  this.timeout(120_000);
  let printed: string[][];

  before(() => {
    const out = execFileSync(process.execPath, [cli, '-c', OWNERS], { encoding: 'utf8' });
    printed = out
      .trim()
      .split('\n')
      .map((line) => line.split(' '));
  });

  it('names all methods of AbstractEventLoop, and where each is defined', () => {
    const owners = printed.filter(([name]) => /^[a-z_]/.test(name)).sort();
    const said = rows()
      .filter(([first]) => /^[a-z_]/.test(first))
      .map(([name, owner]) => [name, owner])
      .sort();
    assert.equal(said.length, 55);
    assert.deepEqual(said, owners);
  });

  it('names methods that Server and the handles have', () => {
    for (const [cls, method] of rows().filter(([first]) => /^[A-Z]/.test(first))) {
      const attributes = printed.find(([name]) => name === cls);
      assert.ok(attributes?.includes(method), `${cls}.${method}`);
    }
  });

  it('names specs that are there and call the method', () => {
    const fileOf = (spec: string): string => join(root, 'test', 'spec', `${spec}.py`);
    const specs = [...new Set(rows().map(([, , spec]) => spec))];
    for (const spec of specs) assert.ok(existsSync(fileOf(spec)), spec);
    const caller = join(__dirname, 'programs', 'calledMethods.py');
    const out = execFileSync(process.execPath, [cli, '-W', 'ignore', caller, ...specs.map(fileOf)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const called = new Map(
      out
        .trim()
        .split('\n')
        .map((line) => [line.split(' ')[0], line.split(' ').slice(1)]),
    );
    for (const [first, second, spec] of rows()) {
      const method = /^[A-Z]/.test(first) ? second : first;
      assert.ok(called.get(fileOf(spec))?.includes(method), `${spec} does not call ${method}`);
    }
  });

  it('names specs and tests that are there for what belongs to no method', () => {
    const named = rows(2).flatMap(([, where]) => where.split(', '));
    assert.ok(named.length > 10);
    for (const name of named)
      assert.ok(existsSync(join(root, name.startsWith('test/') ? name : `test/spec/${name}.py`)), name);
  });

  it('has every method that takes arguments called with wrong ones, or cancelled', () => {
    const text = ['odd_arguments', 'cancelled_in_the_middle']
      .map((name) => readFileSync(join(root, 'test', 'spec', 'asyncio', `${name}.py`), 'utf8'))
      .join('\n');
    const left = rows()
      .map(([first]) => first)
      .filter((method) => /^[a-z]/.test(method) && !new RegExp(`\\b${method}\\b`).test(text));
    assert.deepEqual(left, WITHOUT_ARGUMENTS);
  });
});
