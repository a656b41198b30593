/**
 * Instructions replaced by BREAKPOINT in the executable form of code objects.
 *
 * Owns: the original words, and how many want each patch. Must not know: what they want it for.
 */
import { Op } from '../bytecode/opcodes';
import type { ExecCode } from '../vm/execCode';

interface Patch {
  readonly word: number;
  users: number;
}

export class Patches {
  private readonly byCode = new Map<ExecCode, Map<number, Patch>>();

  add(exec: ExecCode, pc: number): void {
    let patches = this.byCode.get(exec);
    if (!patches) this.byCode.set(exec, (patches = new Map<number, Patch>()));
    const patch = patches.get(pc);
    if (patch) {
      patch.users++;
      return;
    }
    exec.unfuse();
    const word = exec.patchable[pc];
    patches.set(pc, { word, users: 1 });
    // The operand stays: an instruction may read that of its neighbour (FOR_ITER's jump).
    exec.patchable[pc] = (word & ~0xff) | Op.BREAKPOINT;
  }

  remove(exec: ExecCode, pc: number): void {
    const patches = this.byCode.get(exec);
    const patch = patches?.get(pc);
    if (!patches || !patch || --patch.users > 0) return;
    exec.patchable[pc] = patch.word;
    patches.delete(pc);
    if (patches.size === 0) {
      this.byCode.delete(exec);
      exec.refuse();
    }
  }

  /** The instruction that the program has at a place. */
  wordAt(exec: ExecCode, pc: number): number {
    return this.byCode.get(exec)?.get(pc)?.word ?? exec.patchable[pc];
  }
}
