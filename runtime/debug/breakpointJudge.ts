/**
 * Which breakpoints stop the program, of those that it has come to.
 *
 * Owns: the limit to some tasks, conditions, hit conditions and log messages in the order they are asked. Must not know: why the program came
 * there, and what happens at a stop.
 */
import { isTrue } from '../objects/compare';
import type { Frame } from '../vm/frame';
import type { AgentEvents, StopReason } from './agentProtocol';
import type { Breakpoint } from './breakpointTable';
import type { Evaluator } from './evaluator';
import type { LogPart } from './logMessage';
import type { SourceTexts } from './sourceTexts';
import type { TaskLimit } from './taskLimit';
import { failureText, plainText } from './valueText';

interface Surroundings {
  limit: TaskLimit;
  evaluator: Evaluator;
  texts: SourceTexts;
  /** Runs something in the program without any of it being noticed. */
  quietly<T>(action: () => T): T;
  log(entry: AgentEvents['log']): void;
}

export class BreakpointJudge {
  constructor(private readonly around: Surroundings) {}

  /** Those that are to stop the program now; log messages are written on the way. */
  stopping(candidates: readonly Breakpoint[], frame: Frame): Breakpoint[] {
    if (candidates.length === 0 || !this.around.limit.allows()) return [];
    return candidates.filter((breakpoint) => {
      if (breakpoint.condition !== null && !this.holds(breakpoint.condition, frame)) return false;
      breakpoint.hits++;
      if (breakpoint.hitTest && !breakpoint.hitTest(breakpoint.hits)) return false;
      if (breakpoint.log === null) return true;
      this.write(this.messageOf(breakpoint.log, frame), frame);
      return false;
    });
  }

  /** A condition that fails is reported and counts as true: better to stop once too often than to miss it. */
  private holds(condition: string, frame: Frame): boolean {
    const { evaluator, quietly } = this.around;
    try {
      return quietly(() => isTrue(evaluator.expression(condition, frame)));
    } catch (error) {
      this.write(`The breakpoint's condition '${condition}' failed: ${quietly(() => failureText(error))}`, frame);
      return true;
    }
  }

  private messageOf(parts: readonly LogPart[], frame: Frame): string {
    return parts
      .map(({ kind, text }) => (kind === 'text' ? text : this.around.quietly(() => this.valueOf(text, frame))))
      .join('');
  }

  private valueOf(expression: string, frame: Frame): string {
    try {
      return plainText(this.around.evaluator.expression(expression, frame), { limit: 1000, hex: false });
    } catch (error) {
      return `<${failureText(error)}>`;
    }
  }

  private write(text: string, frame: Frame): void {
    const path = this.around.texts.canonicalName(frame.code.filename);
    this.around.log({ text, path, line: frame.lineno });
  }
}

/** Why the program stops, where it stops at these. */
export function stopReasonOf(hit: readonly Breakpoint[]): StopReason {
  const kinds = hit.map(({ kind }) => kind);
  if (kinds.includes('source')) return 'breakpoint';
  return kinds.includes('function') ? 'function breakpoint' : 'instruction breakpoint';
}
