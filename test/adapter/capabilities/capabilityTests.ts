/** What the tests of capabilities have in common: their type, the program, and the ways to a stop in it. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Debuggee } from '../../golden/debuggee';

export type CapabilityTests = Partial<Record<keyof DebugProtocol.Capabilities, (debuggee: Debuggee) => Promise<void>>>;

/** The example that a test's debuggee runs. */
export const FILE = 'stepping.py';

export async function stopAt(debuggee: Debuggee, mark: Parameters<Debuggee['breakpoints']>[0]): Promise<void> {
  await debuggee.launch();
  await debuggee.breakpoints(mark);
  await debuggee.begin();
  await debuggee.stop();
}

/** Types a line once the program waits for one. */
export async function type(debuggee: Debuggee, line: string): Promise<void> {
  for (;;) {
    const { success, message } = await debuggee.client.ask('evaluate', { expression: line, context: 'repl' });
    if (success) return;
    if (!message?.includes('is running')) throw new Error(message);
    await new Promise((resume) => setImmediate(resume));
  }
}
