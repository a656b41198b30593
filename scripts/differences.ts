/**
 * npm run differences: lists in docs/differences.md what the code marks with DIFFERS.
 *
 * Owns: the last part of that page, from its heading on. A test fails when page and code disagree.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';

const root = join(__dirname, '..');
const page = join(root, 'docs', 'differences.md');
const HEADING = '## Where the code differs';
const MARK = /DIFFERS: (.*)/;

/** The marked remarks of a source: each to the end of its comment or paragraph. */
export function remarks(source: string): string[] {
  const found: string[] = [];
  const lines = source.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const mark = MARK.exec(lines[i]);
    if (mark === null) continue;
    const words = [mark[1].replace(/\*\/.*$/, '').trim()];
    if (!mark[1].includes('*/'))
      for (let at = i + 1; at < lines.length; at++) {
        const more = /^\s*(?:\/\/|\*(?!\/))(.*)$/.exec(lines[at]);
        if (more === null || more[1].trim() === '' || MARK.test(more[1])) break;
        words.push(more[1].replace(/\*\/.*$/, '').trim());
        if (more[1].includes('*/')) break;
      }
    found.push(words.join(' ').trim());
  }
  return found;
}

function generated(): string {
  const items: string[] = [];
  for (const folder of ['runtime', 'adapter', 'extension']) {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name.split(sep).join('/')}`)
      .sort();
    for (const file of files)
      for (const remark of remarks(readFileSync(join(root, file), 'utf8'))) items.push(`- \`${file}\`: ${remark}`);
  }
  return `${HEADING}\n\nMade by \`npm run differences\` from the remarks marked \`DIFFERS:\` in the sources.\n\n${items.join('\n')}\n`;
}

/** What the page says, and what it should say. */
export function differencesPage(): { now: string; wanted: string } {
  const now = readFileSync(page, 'utf8');
  const at = now.indexOf(HEADING);
  const prose = at < 0 ? `${now.trimEnd()}\n\n` : now.slice(0, at);
  return { now, wanted: prose + generated() };
}

if (require.main === module) {
  const { now, wanted } = differencesPage();
  if (now !== wanted) writeFileSync(page, wanted);
  console.log(now === wanted ? 'docs/differences.md is up to date' : 'docs/differences.md written');
}
