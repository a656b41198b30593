/** docs/eventLoop.md says the truth: every spec it names is there, every method defined where it says. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

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

/** The rows of the page's two tables, without their heads. */
function rows(): string[][] {
  return readFileSync(join(root, 'docs', 'eventLoop.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (method|class|---)/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replace('\\', '')),
    );
}

describe('the table of the event loop', function () {
  this.timeout(120_000);
  let printed: string[][];

  before(() => {
    const out = execFileSync(process.execPath, [join(root, 'dist', 'cli.js'), '-c', OWNERS], { encoding: 'utf8' });
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

  it('names specs that are there and use the method', () => {
    for (const [first, second, spec] of rows()) {
      const method = /^[A-Z]/.test(first) ? second : first;
      const file = join(root, 'test', 'spec', `${spec}.py`);
      assert.ok(existsSync(file), spec);
      assert.match(readFileSync(file, 'utf8'), new RegExp(`\\b${method}\\b`), `${spec} does not use ${method}`);
    }
  });
});
