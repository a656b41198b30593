/**
 * Names and properties of characters, exactly those of Unicode 16.0 (CPython's unicodedata.c).
 *
 * Owns: decoding of unicodeTablesData.ts, on first use. Sections: names (a line each, a code point in hexadecimal and a
 * tab where it is not the next one), ranges of algorithmic names, runs of equal properties, decompositions, aliases.
 */
import { inflateRaw } from '../base/inflate';
import { aliasData, decompositionData, nameData, nameRangeData, recordData } from './unicodeTablesData';

export { unidataVersion } from './unicodeTablesData';

function unpack(base64: string): string[] {
  const binary = atob(base64);
  const bytes = Uint8Array.from(binary, (c) => c.charCodeAt(0));
  return new TextDecoder().decode(inflateRaw(bytes).data).split('\n');
}

function lazy<T>(make: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= make());
}

interface NameRange {
  first: number;
  last: number;
  prefix: string;
}

const names = lazy(() => {
  const byCode = new Map<number, string>();
  const byName = new Map<string, number>();
  let code = -1;
  for (const line of unpack(nameData)) {
    const tab = line.indexOf('\t');
    code = tab < 0 ? code + 1 : parseInt(line.slice(0, tab), 16);
    const name = line.slice(tab + 1);
    byCode.set(code, name);
    byName.set(name, code);
  }
  const ranges = unpack(nameRangeData).map((line): NameRange => {
    const [, first, last, prefix] = /^(\S+) (\S+) (.*)$/.exec(line)!;
    return { first: parseInt(first, 16), last: parseInt(last, 16), prefix };
  });
  const aliases = new Map(
    unpack(aliasData).map((line) => [line.slice(line.indexOf(' ') + 1), parseInt(line, 16)] as const),
  );
  return { byCode, byName, ranges, aliases };
});

const LEADS = ['G', 'GG', 'N', 'D', 'DD', 'R', 'M', 'B', 'BB', 'S', 'SS', '', 'J', 'JJ', 'C', 'K', 'T', 'P', 'H'];
const VOWELS = [
  'A',
  'AE',
  'YA',
  'YAE',
  'EO',
  'E',
  'YEO',
  'YE',
  'O',
  'WA',
  'WAE',
  'OE',
  'YO',
  'U',
  'WEO',
  'WE',
  'WI',
  'YU',
  'EU',
  'YI',
  'I',
];
const TAILS = [
  '', 'G', 'GG', 'GS', 'N', 'NJ', 'NH', 'D', 'L', 'LG', 'LM', 'LB', 'LS', 'LT', 'LP', 'LH', 'M', 'B', 'BS', 'S', 'SS', 'NG', 'J', 'C', 'K', 'T',
  'P', 'H',
]; // prettier-ignore
const HANGUL = 'HANGUL SYLLABLE ';

/** The name of a character; undefined where it has none. */
export function characterName(code: number): string | undefined {
  const { byCode, ranges } = names();
  const own = byCode.get(code);
  if (own !== undefined) return own;
  const range = ranges.find((r) => code >= r.first && code <= r.last);
  if (range === undefined) return undefined;
  if (range.prefix !== HANGUL) return range.prefix + code.toString(16).toUpperCase();
  const s = code - 0xac00;
  return HANGUL + LEADS[Math.floor(s / 588)] + VOWELS[Math.floor((s % 588) / 28)] + TAILS[s % 28];
}

const hangul = lazy(() => {
  const out = new Map<string, number>();
  for (let code = 0xac00; code <= 0xd7a3; code++) out.set(characterName(code)!, code);
  return out;
});

/** The code point that a name or alias stands for. */
export function characterByName(given: string): number | undefined {
  const name = given.toUpperCase();
  const { byName, ranges, aliases } = names();
  const own = byName.get(name) ?? aliases.get(name);
  if (own !== undefined) return own;
  if (name.startsWith(HANGUL)) return hangul().get(name);
  for (const r of ranges) {
    if (!name.startsWith(r.prefix)) continue;
    const digits = name.slice(r.prefix.length);
    const code = /^[0-9A-F]{4,5}$/.test(digits) ? parseInt(digits, 16) : -1;
    if (code >= r.first && code <= r.last) return code;
  }
  return undefined;
}

export interface CharacterRecord {
  category: string;
  bidirectional: string;
  combining: number;
  eastAsianWidth: string;
  mirrored: number;
}

const records = lazy(() => {
  const starts: number[] = [];
  const values: CharacterRecord[] = [];
  for (const line of unpack(recordData)) {
    const [start, category, bidirectional, combining, eastAsianWidth, mirrored] = line.split(' ');
    starts.push(parseInt(start, 16));
    values.push({ category, bidirectional, combining: Number(combining), eastAsianWidth, mirrored: Number(mirrored) });
  }
  return { starts, values };
});

export function characterRecord(code: number): CharacterRecord {
  const { starts, values } = records();
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if (starts[mid] <= code) low = mid;
    else high = mid - 1;
  }
  return values[low];
}

const decompositions = lazy(
  () =>
    new Map(unpack(decompositionData).map((line) => [parseInt(line, 16), line.slice(line.indexOf(' ') + 1)] as const)),
);

export function decomposition(code: number): string {
  return decompositions().get(code) ?? '';
}
