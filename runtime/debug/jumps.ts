/**
 * Letting the stopped frame go on from another instruction than the one it stands at: DAP's goto and restartFrame.
 *
 * Owns: where it goes on, and that nothing stops the program where it arrives. Must not know: stops, and how they end.
 */
import { Op } from '../bytecode/opcodes';
import type { Frame } from '../vm/frame';
import { ts } from '../vm/thread';
import { AgentError } from './agentProtocol';
import type { Patches } from './patches';

export class Jumps {
  private jump: { frame: Frame; pc: number } | null = null;
  /** Where a jump arrives: the client has been told of it, so nothing there stops the program again. */
  private landing: { frame: Frame; pc: number } | null = null;

  constructor(private readonly patches: Patches) {}

  /** Whether a frame has come to where it was sent; asked once at each patched instruction. */
  arrives(frame: Frame, pc: number): boolean {
    const { landing } = this;
    this.landing = null;
    return landing?.frame === frame && landing.pc === pc;
  }

  /** The instruction to run now, at a patched one: its own, or none where the frame is sent elsewhere. */
  instruction(frame: Frame, pc: number): number {
    const { jump } = this;
    this.jump = null;
    if (jump?.frame !== frame) return this.patches.wordAt(frame.x, pc);
    frame.x.noteJump();
    frame.pc = jump.pc;
    this.landing = jump;
    return Op.NOP;
  }

  /** Lets a frame go on from another instruction. `frame`: the one that the program stands at, where it can be sent. */
  jumpTo(frame: Frame | null | undefined, pc: number): void {
    if (!frame) throw new AgentError('the program can only jump from where a breakpoint or a step has stopped it');
    this.jump = { frame, pc };
    // Seen until the program goes on: as if the instruction were the one that is about to run.
    frame.pc = pc + 1;
  }

  /**
   * Lets a frame begin again when the program goes on. Its variables stay as they are now, and what it has entered by
   * `with` is not left. `jumpable`: the one that the program stands at.
   */
  restart(frame: Frame, jumpable: Frame | null | undefined): void {
    if (jumpable !== frame)
      throw new AgentError('only the function that a breakpoint or a step has stopped can begin again');
    if (frame.excBefore !== undefined) {
      ts.exc.excValue = frame.excBefore;
      frame.excBefore = undefined;
    }
    const { base } = frame.x;
    frame.s.fill(undefined, base, frame.sp);
    frame.sp = base;
    this.jumpTo(frame, 0);
  }
}
