/** `evaluate`: an expression or statement in a frame; or, while the program waits in input(), a line for it to read. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { badArgument, outOfOrder } from '../dapError';
import { During, defineRequest } from '../request';
import { valueBody } from '../valueView';

type Context = 'repl' | 'watch' | 'hover' | 'variables' | 'clipboard';
const CONTEXTS: readonly string[] = ['repl', 'watch', 'hover', 'variables', 'clipboard'] satisfies Context[];

export const evaluate = defineRequest<DebugProtocol.EvaluateArguments, DebugProtocol.EvaluateResponse['body']>({
  command: 'evaluate',
  during: During.session,
  capabilities: { supportsEvaluateForHovers: true, supportsClipboardContext: true },
  async handle(session, { expression, frameId = null, context = 'repl', format }) {
    if (typeof expression !== 'string') throw badArgument('evaluate', 'no expression');
    if (session.phase === 'running' && session.inputWanted && context === 'repl') {
      session.sendInput(`${expression}\n`);
      return { result: '', variablesReference: 0 };
    }
    if (session.phase !== 'stopped') throw outOfOrder('evaluate', "the program is running and doesn't wait for input");
    const value = await session.ask('evaluate', {
      expression,
      frameId,
      context: CONTEXTS.includes(context) ? (context as Context) : 'watch',
      hex: format?.hex ?? false,
    });
    return { result: value.value, ...valueBody(value) };
  },
});
