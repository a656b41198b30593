/** `disassemble`: the bytecode around an address that a stack frame gave. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { addressText } from '../clientView';
import { badArgument } from '../dapError';
import { During, defineRequest } from '../request';

type Body = NonNullable<DebugProtocol.DisassembleResponse['body']>;

export const disassemble = defineRequest<DebugProtocol.DisassembleArguments, Body>({
  command: 'disassemble',
  during: During.stopped,
  capabilities: { supportsDisassembleRequest: true },
  async handle(session, { memoryReference, offset = 0, instructionOffset = 0, instructionCount }) {
    const address = Number(memoryReference) + offset;
    if (!Number.isSafeInteger(address)) throw badArgument('disassemble', `address ${JSON.stringify(memoryReference)}`);
    const found = await session.ask('disassemble', { address, skip: instructionOffset, count: instructionCount });
    return {
      instructions: found.map((row) => ({
        address: addressText(row.address),
        instruction: row.text,
        ...(row.valid ? { instructionBytes: row.bytes } : { presentationHint: 'invalid' as const }),
        ...(row.symbol === undefined ? {} : { symbol: row.symbol }),
        ...(row.path === undefined ? {} : { location: session.client.source(row.path, row.sourceReference ?? 0) }),
        ...(row.line === undefined ? {} : { line: session.client.line(row.line) }),
        ...(row.column === undefined ? {} : { column: session.client.column(row.column) }),
        ...(row.endColumn === undefined ? {} : { endColumn: session.client.column(row.endColumn) }),
      })),
    };
  },
});
