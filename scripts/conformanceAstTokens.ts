/**
 * npm run conformance:tokens: compares our token stream with `_tokenize.TokenizerIter` of CPython 3.14, over every file
 * of the 3.14 library and of CPython's own tests.
 *
 * Owns: the comparison and its report.
 *
 *   npm run conformance:tokens          all files
 *   npm run conformance:tokens -- 10    every tenth
 */

import { readFileSync } from 'node:fs';
import { decodeSource } from '../runtime/syntax/decodeSource';
import { PySyntaxError } from '../runtime/syntax/syntaxError';
import { tokenStream } from '../runtime/syntax/tokenizeIter';
import { findPython, library314, pythonFiles, startPyodide, testFolder } from './conformanceAstOracle';

const PROGRAM = `
import _tokenize, io
def token_lines(source, extra):
    out = []
    try:
        for type, text, start, end, line in _tokenize.TokenizerIter(io.StringIO(source, newline='').readline, extra_tokens=extra):
            out.append(f'{type} {text!r} {start[0]},{start[1]} {end[0]},{end[1]} {line!r}'.encode('ascii', 'backslashreplace').decode())
    except SyntaxError as e:
        out.append(f'{type(e).__name__} {e.msg} {e.lineno},{e.offset}')
    return '\\n'.join(out)
`;

function ourLines(source: string, extra: boolean): string {
  const { tokens, error } = tokenStream(source, extra);
  const lines = tokens.map(
    (t) => `${t.type} ${JSON.stringify(t.text)} ${t.line},${t.col} ${t.endLine},${t.endCol} ${JSON.stringify(t.lines)}`,
  );
  if (error !== null) lines.push(`${error.type} ${error.msg} ${error.lineno},${error.offset}`);
  return lines.join('\n');
}

async function main(): Promise<void> {
  const pyodide = await startPyodide();
  pyodide.runPython(
    PROGRAM.replaceAll('!r', ':json')
      .replaceAll(/\{(\w+):json\}/g, '{json.dumps($1, ensure_ascii=False)}')
      .replace('import _tokenize', 'import json, _tokenize')
      .replace(".encode('ascii', 'backslashreplace').decode()", ''),
  );
  const ask = (pyodide.globals as unknown as { get(name: string): unknown }).get('token_lines') as (
    source: string,
    extra: boolean,
  ) => string;
  const python = findPython('3.13');
  const folders = [await library314(), python === null ? null : testFolder(python)];
  let different = 0;
  let total = 0;
  const step = Number(process.argv[2] ?? 1);
  for (const folder of folders) {
    for (const file of folder === null ? [] : pythonFiles(folder).filter((_file, index) => index % step === 0)) {
      let source: string;
      try {
        source = decodeSource(readFileSync(file), file);
      } catch (error) {
        if (error instanceof PySyntaxError) continue;
        throw error;
      }
      for (const extra of [true, false]) {
        total++;
        const ours = ourLines(source, extra).split('\n');
        const theirs = ask(source, extra).split('\n');
        const at = theirs.findIndex((line, index) => line !== ours[index]);
        if (at < 0 && ours.length === theirs.length) continue;
        if (++different <= 15) console.log(`${file} ${extra}\n    ours:   ${ours[at]}\n    theirs: ${theirs[at]}`);
      }
    }
  }
  console.log(`${total - different} of ${total} equal`);
  if (different > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 2;
});
