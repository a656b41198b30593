/**
 * Makes wrong programs out of right ones: drops, doubles, swaps and replaces tokens.
 *
 * Owns: the mutations, a pure function of the seed. Must not know: parsers.
 */

const TOKENS = /[A-Za-z_]\w*|\d[\w.]*|"""|'''|[-+*/%&|^<>=!:]=|\*\*|\/\/|->|\.\.\.|\n[ \t]*|[ \t]+|./gsu;

const SPARE = [
  ...'( ) [ ] { } : , ; . = == := + - * ** / // % @ & | ^ ~ < > != -> ... ! $ ? \\ # \n'.split(' '),
  ...'if else elif for while in is not and or def class return yield await async with as try except finally'.split(' '),
  ...'lambda import from raise pass break continue global nonlocal del assert match case type None True _ print'.split(
    ' ',
  ),
  ...[
    '1',
    '0x',
    '1_',
    "'",
    '"',
    "f'{",
    "}'",
    '"""',
    'f"{x!r:>{w}}"',
    "b'a'",
    "u'a'",
    'x',
    ' x',
    '\n    ',
    '\n\t',
    '\n',
  ],
];

/** A small generator of numbers: mulberry32. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** `count` mutations of randomly chosen `sources` (of at most 2,000 characters). */
export function mutate(sources: readonly string[], count: number, seed: number): string[] {
  const random = randomNumbers(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const short = sources.filter((source) => source.length > 3 && source.length < 2000);
  const results: string[] = [];
  while (results.length < count) {
    const tokens = short[below(short.length)].match(TOKENS) ?? [];
    if (tokens.length < 2) continue;
    for (let edits = 1 + below(2); edits > 0; edits--) {
      const at = below(tokens.length);
      switch (below(5)) {
        case 0:
          tokens.splice(at, 1);
          break;
        case 1:
          tokens.splice(at, 0, tokens[at]);
          break;
        case 2:
          tokens.splice(at, 0, SPARE[below(SPARE.length)], ' ');
          break;
        case 3:
          tokens[at] = SPARE[below(SPARE.length)];
          break;
        default: {
          const other = below(tokens.length);
          [tokens[at], tokens[other]] = [tokens[other], tokens[at]];
        }
      }
      if (tokens.length === 0) break;
    }
    results.push(tokens.join(''));
  }
  return results;
}
