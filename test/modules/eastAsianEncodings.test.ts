/** The East Asian encodings are CPython 3.14's: a program tells what they make of bytes and characters, run on both. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { loadPyodide } from 'pyodide';

const PROGRAM = join(__dirname, 'eastAsianEncodings.py');
const cli = join(__dirname, '..', '..', 'dist', 'cli.js');

/** Of each encoding: digests of decoding and of encoding. */
type Digests = Record<string, [decoding: string, encoding: string]>;

async function cpythonDigests(): Promise<Digests> {
  let out = '';
  // Told where it lies: it would look for itself in a stack trace, which a loader of TypeScript rewrites.
  const py = await loadPyodide({
    indexURL: dirname(require.resolve('pyodide/package.json')),
    stdout: (line) => (out += line),
  });
  py.runPython(readFileSync(PROGRAM, 'utf8'));
  return JSON.parse(out) as Digests;
}

describe('East Asian encodings', function () {
  this.timeout(180_000);

  it("decode and encode what CPython's do, errors included", async () => {
    const ours = promisify(execFile)(process.execPath, [cli, PROGRAM]);
    const expected = await cpythonDigests();
    assert.equal(Object.keys(expected).length, 24);
    assert.deepEqual(JSON.parse((await ours).stdout), expected);
  });
});
