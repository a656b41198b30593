import assert from 'node:assert/strict';
import { join, relative } from 'node:path';
import { findSpecs, runSpecs, type SpecResult } from './specs';

const cli = join(__dirname, '..', '..', 'dist', 'cli.js');

describe('specs', function () {
  this.timeout(300_000);
  const specs = findSpecs();
  let results: Map<string, SpecResult>;

  before(() => {
    results = runSpecs(
      process.execPath,
      [cli],
      specs.map((s) => s.file),
    );
  });

  for (const spec of specs)
    it(relative(__dirname, spec.file), () => {
      assert.ok(spec.lines.length > 0 || spec.error !== null, 'the spec expects nothing');
      const result = results.get(spec.file)!;
      const lines = result.lines.map((line) => line.trimEnd());
      assert.deepEqual({ lines, error: result.error }, { lines: spec.lines, error: spec.error });
    });
});
