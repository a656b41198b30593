import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const cli = join(__dirname, '..', '..', 'dist', 'cli.js');

function output(source: string): string {
  const run = spawnSync(process.execPath, [cli, '-c', source], { encoding: 'utf8', timeout: 120_000 });
  assert.equal(run.stderr, '');
  return run.stdout;
}

describe('hot code', function () {
  this.timeout(120_000);

  it('gives the same results compiled: calls, handlers, generators, awaits', () => {
    const source = `
def calls(n):
    return n if n < 2 else calls(n - 1) + calls(n - 2)

def handlers(i):
    try:
        if i % 3 == 0:
            raise ValueError(i)
        return i
    except ValueError as e:
        return -e.args[0]
    finally:
        log.append(i)

def pairs(n):
    for i in range(n):
        got = yield i
        if got:
            yield got

async def link(n):
    return 0 if n == 0 else 1 + await link(n - 1)

log = []
print(calls(18), sum(handlers(i) for i in range(3000)), len(log))
g = pairs(4000)
total = 0
for x in g:
    total += x
    if x % 1000 == 0:
        total += g.send(7)
print(total)
done = 0
for _ in range(2000):
    try:
        link(5).send(None)
    except StopIteration as e:
        done += e.value
print(done)
`;
    const total = (4000 * 3999) / 2 + 4 * 7;
    const sum = Array.from({ length: 3000 }, (_, i) => (i % 3 === 0 ? -i : i)).reduce((a, b) => a + b, 0);
    assert.equal(output(source), `2584 ${sum} 3000\n${total}\n10000\n`);
  });

  it('names the line of an error in it', () => {
    const source = `
import traceback
def f(i):
    x = 1
    return 1 // (4000 - i)
try:
    for i in range(5000):
        f(i)
except ZeroDivisionError as e:
    print([(t.lineno, t.name) for t in traceback.extract_tb(e.__traceback__)], i)
`;
    assert.equal(output(source), "[(8, '<module>'), (5, 'f')] 4000\n");
  });
});
