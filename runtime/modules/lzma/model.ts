/** LZMA's model, the same for reading and writing: where in one array each probability is, and how the state goes on. */

export const PROB_START = 1024;
export const MATCH_MIN = 2;
export const ALIGN_BITS = 4;
/** Distances from here on have direct bits. */
export const END_MODEL_INDEX = 14;

/** Offsets in the array of probabilities. */
export const P = {
  isMatch: 0,
  isRep: 192,
  isRepG0: 204,
  isRepG1: 216,
  isRepG2: 228,
  isRep0Long: 240,
  slot: 432,
  special: 688,
  align: 816,
  length: 832,
  repLength: 1346,
  literal: 1860,
} as const;

/** Within a length's probabilities. */
export const L = { choice: 0, choice2: 1, low: 2, mid: 130, high: 258 } as const;

export interface Properties {
  /** Literal context bits, literal position bits, position bits. */
  lc: number;
  lp: number;
  pb: number;
}

export const newProbabilities = ({ lc, lp }: Properties): Uint16Array =>
  new Uint16Array(P.literal + (0x300 << (lc + lp))).fill(PROB_START);

export const afterLiteral = (state: number): number => (state < 4 ? 0 : state < 10 ? state - 3 : state - 6);
export const afterMatch = (state: number): number => (state < 7 ? 7 : 10);
export const afterRep = (state: number): number => (state < 7 ? 8 : 11);
export const afterShortRep = (state: number): number => (state < 7 ? 9 : 11);

/** The byte that says lc, lp and pb; undefined for one that can't be. */
export function propertiesOf(byte: number): Properties | undefined {
  if (byte >= 225) return undefined;
  return { lc: byte % 9, lp: Math.floor(byte / 9) % 5, pb: Math.floor(byte / 45) };
}

export const propertiesByte = ({ lc, lp, pb }: Properties): number => (pb * 5 + lp) * 9 + lc;
