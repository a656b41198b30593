/**
 * Numbers for places in the program's code, so that taking note of one costs a number.
 *
 * Owns: the numbers, from 1 on. What they stand for is put into words when somebody asks. Must not know: who takes notes.
 */
import type { Code } from '../bytecode/code';
import type { Frame } from '../vm/frame';
import { kindOfFunction } from './awaitInfo';
import { awaitText, placeInfo, type Places } from './places';
import type { AwaitInfo, FrameInfo } from './snapshot';

/** What is known of a code object. */
export interface CodeNote {
  code: Code;
  library: boolean;
  /** What waiting in this function of the library's means; null for any other. */
  kind: AwaitInfo['kind'] | null;
  /** Places, by instruction; the first stands for the function as a whole. */
  numbers: (number | undefined)[];
  /** Whether the instruction is an await, where somebody has asked. */
  awaits: (boolean | undefined)[];
}

/** More than any program has; a program that makes code for ever has no places from here on. */
const MOST = 200_000;

export class CodePlaces {
  private readonly notes = new Map<Code, CodeNote>();
  private readonly known: { code: Code; offset: number }[] = [];
  private lastCode: Code | null = null;
  private lastNote: CodeNote | null = null;

  constructor(private readonly places: Places) {}

  noteOf(code: Code): CodeNote {
    if (code === this.lastCode) return this.lastNote!;
    let note = this.notes.get(code);
    if (note === undefined) {
      const library = this.places.isLibrary(code.filename);
      note = { code, library, kind: library ? (kindOfFunction(code) ?? null) : null, numbers: [], awaits: [] };
      if (this.known.length < MOST) this.notes.set(code, note);
    }
    this.lastCode = code;
    this.lastNote = note;
    return note;
  }

  /** The number of where a frame stands. */
  numberOf(frame: Frame, note = this.noteOf(frame.code)): number {
    return this.number(note, frame.pc);
  }

  /** That of a function as a whole. */
  beginningOf(code: Code): number {
    return this.number(this.noteOf(code), 0);
  }

  /** Whether a suspended frame stands at an await. */
  isAwait(frame: Frame, { awaits }: CodeNote): boolean {
    return (awaits[frame.pc] ??= awaitText(frame) !== null);
  }

  /** Innermost first from `frame` to before `end`: the first that is not the library's; 0 for none. */
  ownPlace(frame: Frame | null, end: Frame | null): number {
    for (let next = frame; next !== null && next !== end; next = next.back) {
      const note = this.noteOf(next.code);
      if (!note.library) return this.numberOf(next, note);
    }
    return 0;
  }

  infoOf(number: number): FrameInfo {
    const { code, offset } = this.known[number - 1];
    return placeInfo(code, offset, this.places);
  }

  /** `pc`: as frames have it, the instruction's index and one more. */
  private number({ code, numbers }: CodeNote, pc: number): number {
    let number = numbers[pc];
    if (number === undefined) {
      number = this.known.length < MOST ? this.known.push({ code, offset: (pc - 1) * 2 }) : 0;
      numbers[pc] = number;
    }
    return number;
  }
}
