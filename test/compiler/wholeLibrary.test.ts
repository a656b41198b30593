/** Every module of the 3.14 library compiles, and all its code objects pass the verifier. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { deserializeCode } from '../../runtime/bytecode/codeReader';
import { serializeCode } from '../../runtime/bytecode/codeWriter';
import { verifyCode } from '../../runtime/bytecode/verify';
import { compileModule } from '../../runtime/compiler/compile';
import { parseModule } from '../../runtime/syntax/parser';
import { readZip } from '../../scripts/readZip';

describe('compiling the whole library', function () {
  this.timeout(120_000);

  it('gives code objects that the verifier finds sound, before and after the code cache', () => {
    const zip = join(dirname(createRequire(import.meta.url).resolve('pyodide/package.json')), 'python_stdlib.zip');
    const problems: string[] = [];
    let modules = 0;
    for (const file of readZip(readFileSync(zip))) {
      if (!file.name.endsWith('.py')) continue;
      const source = new TextDecoder().decode(file.content());
      const tree = parseModule(source, file.name);
      const code = compileModule(tree, { filename: file.name, source, mode: 'exec', optimize: 0 });
      problems.push(...verifyCode(code));
      problems.push(...verifyCode(deserializeCode(serializeCode(code))));
      modules++;
    }
    assert.deepEqual(problems, []);
    assert.ok(modules > 500);
  });
});
