/**
 * The objects of `re`: Pattern, Match, Scanner and Template, as data, and their bare types.
 *
 * Owns: representation. Their methods are in patternType.ts, matchType.ts and scannerType.ts.
 */
import { bareType } from '../../objects/builtinTypes';
import type { PyDict } from '../../objects/dict';
import { PyObject, type Value } from '../../objects/object';
import type { PyTuple } from '../../objects/values';
import type { Input } from './input';
import type { Matcher } from './matcher';
import type { Program } from './program';

export const patternType = bareType('re.Pattern');
export const matchType = bareType('re.Match');
export const scannerType = bareType('_sre.SRE_Scanner');
export const templateType = bareType('_sre.SRE_Template');
for (const t of [patternType, matchType, scannerType, templateType]) t.isBase = false;
patternType.hasWeakref = true;

export class PyPattern extends PyObject {
  constructor(
    readonly program: Program,
    /** The source; None for a pattern made without one. */
    readonly pattern: Value,
    readonly flags: number,
    readonly code: readonly number[],
    readonly groupindex: PyDict,
    readonly indexgroup: PyTuple,
    /** null: made without a source, fits both. */
    readonly isBytes: boolean | null,
  ) {
    super(patternType);
  }

  get groups(): number {
    return this.program.groups;
  }
}

export class PyMatch extends PyObject {
  constructor(
    readonly pattern: PyPattern,
    readonly input: Input,
    readonly pos: number,
    readonly endpos: number,
    /** Start and end of each group, the whole match first; -1 where a group took no part. */
    readonly spans: readonly number[],
    /** Number of the last group closed, or -1. */
    readonly lastindex: number,
  ) {
    super(matchType);
  }
}

/** The state of a search that goes on from match to match (finditer, split, sub). */
export class PyScanner extends PyObject {
  mustAdvance = false;
  constructor(
    readonly pattern: PyPattern,
    readonly input: Input,
    readonly matcher: Matcher,
    readonly pos: number,
    readonly endpos: number,
    /** Where the next match may begin; -1 when there can be none. */
    start: number,
  ) {
    super(scannerType);
    this.start = start;
  }
  start: number;
}

/** A replacement with group references, prepared: literals at even places, group numbers at odd ones. */
export class PyTemplate extends PyObject {
  constructor(
    readonly literals: readonly Value[],
    readonly groups: readonly number[],
  ) {
    super(templateType);
  }
}
