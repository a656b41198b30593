/**
 * Makes dist/prepared.bin from what prepareLibrary.py has collected: programs of the library's regular expressions and
 * the code of the sources that it generates.
 *
 * Must not know: how they are found again (modules/prepared.ts).
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { ByteWriter } from '../runtime/bytecode/byteStream';
import { serializeCode } from '../runtime/bytecode/codeWriter';
import { type PreparedEntry, preparedBytes } from '../runtime/bytecode/preparedArchive';
import { compileModule } from '../runtime/compiler/compile';
import { patternKey, textKey, writePattern } from '../runtime/modules/prepared';
import { parseExpression, parseModule } from '../runtime/syntax/parser';

interface Collected {
  patterns: [
    isBytes: boolean,
    flags: number,
    pattern: string,
    allFlags: number,
    groups: number,
    code: number[],
    groupindex: [string, number][],
  ][];
  texts: [mode: 'exec' | 'eval', text: string][];
}

/** The code of a text; null where compiling it warns, which must be seen each time, or fails. */
function compiled(mode: 'exec' | 'eval', source: string): Uint8Array | null {
  const filename = '<string>';
  let warnings = 0;
  const warn = () => {
    warnings++;
    return false;
  };
  try {
    const tree = (mode === 'eval' ? parseExpression : parseModule)(source, filename, { onWarning: warn });
    const code = compileModule(tree, { filename, source, mode, optimize: 0, extraFlags: 0, warn });
    return warnings === 0 ? serializeCode(code) : null;
  } catch {
    return null;
  }
}

/** The archive with its SHA-256 before it. */
export function prepareLibrary(collected: string, output: string): void {
  const { patterns, texts } = JSON.parse(readFileSync(collected, 'utf8')) as Collected;
  const entries: PreparedEntry[] = [];
  for (const [isBytes, flags, pattern, allFlags, groups, code, groupindex] of patterns) {
    const out = new ByteWriter();
    writePattern(out, { flags: allFlags, groups, code, groupindex });
    entries.push({ key: patternKey(isBytes, flags, pattern), result: out.finish() });
  }
  for (const [mode, text] of texts) {
    const result = compiled(mode, text);
    if (result !== null) entries.push({ key: textKey(mode, text), result });
  }
  const bytes = preparedBytes(entries);
  writeFileSync(output, Buffer.concat([createHash('sha256').update(bytes).digest(), bytes]));
  console.log(`${output}: ${patterns.length} patterns, ${texts.length} texts, ${(bytes.length / 1e6).toFixed(2)} MB`);
}
