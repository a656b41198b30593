import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lists } from '../../scripts/conformance/lists';

const text = `# What it is.

run
  test_a
  test_b.test_c

fails: because
  test_a.T.always
  test_a.T.once [3.13]

varies: by the weather
  test_a.W.*
`;

describe("the lists of CPython's tests", () => {
  let folder: string;
  const path = () => join(folder, 'some.txt');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lists-'));
    writeFileSync(path(), text);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('say what is run and what is expected of it, by version', () => {
    const lists = new Lists(folder);
    assert.deepEqual(lists.filesOf('some'), ['test_a', 'test_b.test_c']);
    assert.equal(lists.filesOf('other'), null);
    assert.equal(lists.expected('test_a.T.always', '3.11'), 'fails');
    assert.equal(lists.expected('test_a.T.once', '3.13'), 'fails');
    assert.equal(lists.expected('test_a.T.once', '3.11'), null);
    assert.equal(lists.expected('test_a.W.any.thing', '3.11'), 'varies');
    assert.equal(lists.expected('test_a.T.other', '3.13'), null);
  });

  it('are updated by what was found with one version, and keep what they say of the others', () => {
    new Lists(folder).update('3.13', {
      failures: ['test_b.test_c.T.fresh'],
      passes: ['test_a.T.always', 'test_a.T.once'],
    });
    assert.equal(
      readFileSync(path(), 'utf8'),
      text
        .replace('  test_a.T.always\n  test_a.T.once [3.13]', '  test_a.T.always [3.11]')
        .concat('\nfails: not looked into yet\n  test_b.test_c.T.fresh [3.13]\n'),
    );
    const lists = new Lists(folder);
    lists.update('3.11', { failures: ['test_b.test_c.T.fresh'], passes: [] });
    assert.equal(lists.expected('test_b.test_c.T.fresh', '3.11'), 'fails');
    assert.match(readFileSync(path(), 'utf8'), /^ {2}test_b\.test_c\.T\.fresh$/m);
  });

  it('are rejected with the line that is wrong', () => {
    writeFileSync(path(), 'fails\n  test_a.T.x\n');
    assert.throws(() => new Lists(folder), /'fails' without a reason/);
    writeFileSync(path(), '  test_a.T.x\n');
    assert.throws(() => new Lists(folder), /an entry before the first heading/);
  });

  it("are there for CPython's tests", () => {
    const lists = new Lists(join(__dirname, '..', 'conformance'));
    assert.ok(lists.filesOf('core')!.includes('test_coroutines'));
  });
});
