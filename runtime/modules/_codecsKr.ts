/**
 * The module `_codecs_kr`: encodings of Korea (CPython's _codecs_kr.c).
 *
 * KS X 1001 has 2,350 of the 11,172 syllables. CP949 adds the others; EUC-KR spells them by their letters, in eight
 * bytes; Johab computes the code of a syllable from its letters.
 */
import { charset } from './multibyte/charsets';
import { ILLEGAL, type MultibyteCodec, TOO_FEW } from './multibyte/codec';
import { defineCodecs } from './multibyte/defineCodecs';
import { codesOf, doubleByte, isEuc, pushCode } from './multibyte/doubleByte';

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const VOWELS = 21;
const TAILS = 28;

// Letters as in the row of them that KS X 1001 and Unicode (U+3131...) have in the same order: by their place in it.
const LEAD_LETTERS = [0, 1, 3, 6, 7, 8, 16, 17, 18, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29];
const FIRST_VOWEL = 30;
const TAIL_LETTERS = [
  -1, 0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20, 21, 22, 23, 25, 26, 27, 28, 29,
];
const FIRST_LETTER = 0x3131;

const splitSyllable = (c: number): [lead: number, vowel: number, tail: number] => {
  const s = c - FIRST_SYLLABLE;
  return [Math.floor(s / (VOWELS * TAILS)), Math.floor(s / TAILS) % VOWELS, s % TAILS];
};

const syllable = (lead: number, vowel: number, tail: number): number =>
  FIRST_SYLLABLE + (lead * VOWELS + vowel) * TAILS + tail;

/** The set is CP949's: what is not of KS X 1001 has a byte below. */
const isOfStandard = isEuc;

// ---- EUC-KR

/** The lead byte of the letters, the trail byte of the first one, and the one that stands for no letter. */
const LETTERS = 0xa4;
const FIRST = 0xa1;
const FILLER = 0xd4;

const eucKr: MultibyteCodec = {
  name: 'euc_kr',
  isAscii: true,
  encode(chars, at, out) {
    const code = charset('cp949').encode(chars[at]);
    if (code === 0) return ILLEGAL;
    if (isOfStandard(code)) {
      pushCode(out, code);
      return 1;
    }
    const [lead, vowel, tail] = splitSyllable(chars[at]);
    const trails = [
      FILLER,
      FIRST + LEAD_LETTERS[lead],
      FIRST + FIRST_VOWEL + vowel,
      tail === 0 ? FILLER : FIRST + TAIL_LETTERS[tail],
    ];
    for (const trail of trails) {
      out.push(LETTERS);
      out.push(trail);
    }
    return 1;
  },
  decode(bytes, at, out) {
    const left = bytes.length - at;
    if (left < 2) return TOO_FEW;
    const [c1, c2] = [bytes[at], bytes[at + 1]];
    if (c1 === LETTERS && c2 === FILLER) {
      if (left < 8) return TOO_FEW;
      if (bytes[at + 2] !== LETTERS || bytes[at + 4] !== LETTERS || bytes[at + 6] !== LETTERS) return ILLEGAL;
      const lead = LEAD_LETTERS.indexOf(bytes[at + 3] - FIRST);
      const vowel = bytes[at + 5] - FIRST - FIRST_VOWEL;
      const tail =
        bytes[at + 7] === FILLER ? 0 : bytes[at + 7] < FIRST ? -1 : TAIL_LETTERS.indexOf(bytes[at + 7] - FIRST);
      if (lead < 0 || vowel < 0 || vowel >= VOWELS || tail < 0) return ILLEGAL;
      out.push(syllable(lead, vowel, tail));
      return 8;
    }
    const c = isOfStandard((c1 << 8) | c2) ? charset('cp949').decode(c1, c2) : 0;
    if (c === 0) return ILLEGAL;
    out.push(c);
    return 2;
  },
};

// ---- Johab: five bits for each letter

const NO_LETTER = { lead: 1, vowel: 2, tail: 1 };

const leadBits = (lead: number): number => lead + 2;
/** Vowels leave out some values: six follow each gap of two. */
const vowelBits = (vowel: number): number => vowel + 3 + 2 * Math.floor((vowel + 1) / 6);
/** A value is left out for the tail that no syllable has. */
const tailBits = (tail: number): number => tail + 1 + (tail > 16 ? 1 : 0);

const indexByBits = (n: number, bits: (i: number) => number): number[] => {
  const indexes = new Array<number>(32).fill(-1);
  for (let i = 0; i < n; i++) indexes[bits(i)] = i;
  return indexes;
};

const leadOf = indexByBits(LEAD_LETTERS.length, leadBits);
const vowelOf = indexByBits(VOWELS, vowelBits);
const tailOf = indexByBits(TAILS, tailBits);

const johabCode = (lead: number, vowel: number, tail: number): number => 0x8000 | (lead << 10) | (vowel << 5) | tail;

/** Of a letter alone: one that can lead stands as such, else as a tail. */
function johabLetter(letter: number): number {
  if (letter >= FIRST_VOWEL) return johabCode(NO_LETTER.lead, vowelBits(letter - FIRST_VOWEL), NO_LETTER.tail);
  const lead = LEAD_LETTERS.indexOf(letter);
  if (lead >= 0) return johabCode(leadBits(lead), NO_LETTER.vowel, NO_LETTER.tail);
  return johabCode(NO_LETTER.lead, NO_LETTER.vowel, tailBits(TAIL_LETTERS.indexOf(letter)));
}

/** What is neither syllable nor letter: two rows of KS X 1001 to a lead byte. */
function johabOther(code: number): number {
  const row = (code >> 8) - 0xa1;
  const isIdeograph = row >= 0x29;
  if (!isIdeograph && row > 0x0b) return 0;
  const r = row + (isIdeograph ? 0x197 : 0x1b2);
  const cell = (code & 0xff) - 0xa1 + (r & 1 ? 94 : 0);
  return ((r >> 1) << 8) | (cell < 0x4e ? cell + 0x31 : cell + 0x43);
}

function decodeJohabHangul(c1: number, c2: number): number {
  const bits = [(c1 >> 2) & 31, ((c1 << 3) | (c2 >> 5)) & 31, c2 & 31];
  const lead = leadOf[bits[0]];
  const vowel = vowelOf[bits[1]];
  const tail = tailOf[bits[2]];
  const noLead = bits[0] === NO_LETTER.lead;
  const noVowel = bits[1] === NO_LETTER.vowel;
  if ((lead < 0 && !noLead) || (vowel < 0 && !noVowel) || tail < 0) return 0;
  if (noLead && noVowel) return tail === 0 ? 0x3000 : FIRST_LETTER + TAIL_LETTERS[tail];
  if (!noLead && !noVowel) return syllable(lead, vowel, tail);
  if (tail !== 0) return 0;
  return FIRST_LETTER + (noLead ? FIRST_VOWEL + vowel : LEAD_LETTERS[lead]);
}

function decodeJohabOther(c1: number, c2: number): number {
  if (c1 < 0xd9 || c1 === 0xdf || c1 > 0xf9 || c2 < 0x31 || (c2 >= 0x80 && c2 < 0x91) || (c2 & 0x7f) === 0x7f) return 0;
  // The letters have their place among the syllables.
  if (c1 === 0xda && c2 >= 0xa1 && c2 <= 0xd3) return 0;
  const cell = c2 < 0x91 ? c2 - 0x31 : c2 - 0x43;
  const row = (c1 < 0xe0 ? 2 * (c1 - 0xd9) : 2 * c1 - 0x197) + (cell < 94 ? 0 : 1);
  return charset('cp949').decode(0xa1 + row, 0xa1 + (cell % 94));
}

function johabOf(c: number): number {
  if (c >= FIRST_SYLLABLE && c <= LAST_SYLLABLE) {
    const [lead, vowel, tail] = splitSyllable(c);
    return johabCode(leadBits(lead), vowelBits(vowel), tailBits(tail));
  }
  if (c >= FIRST_LETTER && c < FIRST_LETTER + FIRST_VOWEL + VOWELS) return johabLetter(c - FIRST_LETTER);
  const standard = charset('cp949').encode(c);
  return isOfStandard(standard) ? johabOther(standard) : 0;
}

const johab = doubleByte('johab', johabOf, (c1, c2) =>
  c1 < 0xd8 ? decodeJohabHangul(c1, c2) : decodeJohabOther(c1, c2),
);

defineCodecs('_codecs_kr', [eucKr, codesOf('cp949'), johab]);
