/**
 * The lists in test/conformance: which of CPython's tests are run and which are known to fail, and why.
 *
 * Owns: their format. A list is made of paragraphs; a flush-left line begins one, indented lines are its entries:
 *
 *     run
 *       test_coroutines
 *     fails: the operand stack is CPython 3.9's
 *       test_code.CodeTest.test_x
 *       test_code.CodeTest.test_y [3.13]     only with that version's tests
 *     varies: counts threads that other tests leave behind
 *       test_queue.*
 *
 * Must not know: how tests are run.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { knownVersions } from './findTestPackage';

export type Verdict = 'fails' | 'varies';

interface Entry {
  text: string;
  /** Empty: all. */
  versions: string[];
}

interface Paragraph {
  kind: 'run' | Verdict;
  reason: string;
  entries: Entry[];
}

class List {
  private readonly preface: string[] = [];
  readonly paragraphs: Paragraph[] = [];

  constructor(readonly path: string) {
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      if (line.startsWith('#')) this.preface.push(line);
      else if (/^\s+\S/.test(line)) this.lastParagraph().entries.push(readEntry(line));
      else if (line.trim() !== '') this.paragraphs.push(this.readHeading(line));
    }
  }

  get name(): string {
    return basename(this.path, '.txt');
  }

  get files(): string[] {
    return this.paragraphs.filter((p) => p.kind === 'run').flatMap((p) => p.entries.map((e) => e.text));
  }

  get expectations(): Paragraph[] {
    return this.paragraphs.filter((p) => p.kind !== 'run');
  }

  write(): void {
    const blocks = this.paragraphs
      .filter((p) => p.entries.length > 0)
      .map((p) =>
        [
          p.kind === 'run' ? 'run' : `${p.kind}: ${p.reason}`,
          ...p.entries.map((e) => `  ${e.text}${e.versions.length > 0 ? ` [${e.versions.join(' ')}]` : ''}`),
        ].join('\n'),
      );
    writeFileSync(this.path, `${[this.preface.join('\n'), ...blocks].filter((b) => b !== '').join('\n\n')}\n`);
  }

  private lastParagraph(): Paragraph {
    const last = this.paragraphs.at(-1);
    if (!last) throw new Error(`${this.path}: an entry before the first heading`);
    return last;
  }

  private readHeading(line: string): Paragraph {
    const match = /^(run|fails|varies)(?:: *(.*\S))?\s*$/.exec(line);
    if (!match) throw new Error(`${this.path}: neither 'run', 'fails: why' nor 'varies: why': ${line}`);
    const kind = match[1] as Paragraph['kind'];
    if (kind !== 'run' && !match[2]) throw new Error(`${this.path}: '${kind}' without a reason`);
    return { kind, reason: match[2] ?? '', entries: [] };
  }
}

function readEntry(line: string): Entry {
  const match = /^(.*?)(?:\s+\[([\d. ]+)\])?$/.exec(line.trim())!;
  return { text: match[1], versions: match[2]?.split(' ') ?? [] };
}

const unexplained = 'not looked into yet';

export class Lists {
  private readonly lists: List[];

  constructor(folder: string) {
    this.lists = readdirSync(folder)
      .filter((name) => name.endsWith('.txt'))
      .sort()
      .map((name) => new List(join(folder, name)));
  }

  get names(): string[] {
    return this.lists.map((list) => list.name);
  }

  filesOf(name: string): string[] | null {
    return this.lists.find((list) => list.name === name)?.files ?? null;
  }

  expected(id: string, version: string): Verdict | null {
    for (const list of this.lists)
      for (const paragraph of list.expectations)
        for (const entry of paragraph.entries)
          if (applies(entry, version) && matches(entry.text, id)) return paragraph.kind as Verdict;
    return null;
  }

  /** Makes the lists say what was found with this version's tests. Entries with a `*` are left to their author. */
  update(version: string, unexpected: { failures: string[]; passes: string[] }): void {
    for (const id of unexpected.passes) this.forget(id, version);
    for (const id of unexpected.failures) this.add(id, version);
    for (const list of this.lists) list.write();
  }

  private forget(id: string, version: string): void {
    for (const list of this.lists)
      for (const paragraph of list.expectations)
        paragraph.entries = paragraph.entries.filter((entry) => {
          if (entry.text !== id || !applies(entry, version)) return true;
          const others = (entry.versions.length > 0 ? entry.versions : knownVersions).filter((v) => v !== version);
          entry.versions = others;
          return others.length > 0;
        });
  }

  private add(id: string, version: string): void {
    const list = this.lists.findLast((l) => l.files.some((file) => id.startsWith(`${file}.`))) ?? this.lists[0];
    for (const paragraph of list.expectations)
      for (const entry of paragraph.entries)
        if (entry.text === id) {
          entry.versions.push(version);
          if (knownVersions.every((v) => entry.versions.includes(v))) entry.versions = [];
          return;
        }
    let paragraph = list.expectations.find((p) => p.reason === unexplained);
    if (!paragraph) list.paragraphs.push((paragraph = { kind: 'fails', reason: unexplained, entries: [] }));
    paragraph.entries.push({ text: id, versions: [version] });
    paragraph.entries.sort((a, b) => (a.text < b.text ? -1 : 1));
  }
}

function applies(entry: Entry, version: string): boolean {
  return entry.versions.length === 0 || entry.versions.includes(version);
}

function matches(pattern: string, id: string): boolean {
  if (!pattern.includes('*')) return pattern === id;
  const source = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${source.join('.*')}$`).test(id);
}
