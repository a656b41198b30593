/**
 * The calls on a line, for stepping into one of them.
 *
 * Owns: finding them in the bytecode, and the instructions at which each is entered. Must not know: steps.
 */
import { decode } from '../bytecode/instructions';
import { Op } from '../bytecode/opcodes';
import type { Frame } from '../vm/frame';
import type { StepInTargetInfo } from './agentProtocol';
import type { SourceTexts } from './sourceTexts';

const CALLS = new Set([Op.CALL_FUNCTION, Op.CALL_FUNCTION_KW, Op.CALL_FUNCTION_EX, Op.CALL_METHOD]);

/** The calls that the frame still has to make on its line, in the order in which it makes them. */
export function callTargets(frame: Frame, texts: SourceTexts): StepInTargetInfo[] {
  const { code } = frame;
  const here = (frame.pc - 1) * 2;
  const line = code.lineAt(Math.max(0, here));
  const targets: StepInTargetInfo[] = [];
  for (const { opcode, offset } of decode(code.code)) {
    if (offset < here || !CALLS.has(opcode)) continue;
    const [lineno, endLineno, column, endColumn] = code.positions.subarray((offset >> 1) * 4, (offset >> 1) * 4 + 4);
    if (lineno !== line || column < 0) continue;
    const start = texts.column(code.filename, lineno, column);
    const end = texts.column(code.filename, endLineno, endColumn);
    const text = texts.line(code.filename, lineno)?.slice(start - 1, endLineno === lineno ? end - 1 : undefined) ?? '';
    targets.push({ id: offset >> 1, label: text, line: lineno, column: start, endLine: endLineno, endColumn: end });
  }
  return targets;
}

/** Where the frame stands when it enters what a call calls: at the call, or at the await of the coroutine it gave. */
export function callSites(frame: Frame, call: number): Set<number> {
  const sites = new Set([call]);
  const rest = decode(frame.code.code).filter(({ offset }) => offset >> 1 > call);
  if (rest[0]?.opcode === Op.GET_AWAITABLE) {
    const suspending = rest.find(({ opcode }) => opcode === Op.YIELD_FROM);
    if (suspending) sites.add(suspending.offset >> 1);
  }
  return sites;
}
