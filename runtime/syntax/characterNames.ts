/**
 * The seam for `\N{...}`: whoever owns the table of Unicode names registers its lookup here.
 *
 * Owns: the hook. Must not know: the table.
 */

/** Answers the text that a character name, alias or named sequence stands for, or null. */
export type CharacterNameLookup = (name: string) => string | null;

let lookup: CharacterNameLookup | null = null;

export function setCharacterNameLookup(newLookup: CharacterNameLookup): void {
  lookup = newLookup;
}

export function lookUpCharacterName(name: string): string | null {
  return lookup === null ? null : lookup(name);
}
