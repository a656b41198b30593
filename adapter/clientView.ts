/**
 * How the client sees places: whether lines and columns count from 0 or 1, paths or URIs.
 *
 * Owns: translating in both directions; inside, everything counts from 1. Must not know: the engine.
 */
import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { type BreakpointPlace, type BreakpointStatus, PREFIX, type StackFrameInfo } from '../runtime/index';

/** Addresses of instructions, as the protocol writes memory references. */
export function addressText(address: number): string {
  return `0x${address.toString(16)}`;
}

export class ClientView {
  constructor(readonly initialize: DebugProtocol.InitializeRequestArguments) {}

  line(line: number): number {
    return this.initialize.linesStartAt1 === false ? line - 1 : line;
  }

  column(column: number): number {
    return this.initialize.columnsStartAt1 === false ? column - 1 : column;
  }

  ourLine(line: number): number {
    return this.initialize.linesStartAt1 === false ? line + 1 : line;
  }

  ourColumn(column: number): number {
    return this.initialize.columnsStartAt1 === false ? column + 1 : column;
  }

  path(path: string): string {
    return this.initialize.pathFormat === 'uri' ? pathToFileURL(path).href : path;
  }

  ourPath(path: string): string {
    return this.initialize.pathFormat === 'uri' && path.startsWith('file:') ? fileURLToPath(path) : path;
  }

  source(path: string, sourceReference: number): DebugProtocol.Source {
    if (sourceReference === 0) return { name: basename(path), path: this.path(path) };
    const source = { name: basename(path), path, sourceReference };
    // Of a recording that has been opened, and of an archive: as much the user's as a file.
    if (path.endsWith('.py') && !path.startsWith(`${PREFIX}/`)) return source;
    return { ...source, presentationHint: 'deemphasize', origin: 'library' };
  }

  place(place: BreakpointPlace): { line: number; column?: number; endLine?: number; endColumn?: number } {
    return {
      line: this.line(place.line),
      ...(place.column === undefined ? {} : { column: this.column(place.column) }),
      ...(place.endLine === undefined ? {} : { endLine: this.line(place.endLine) }),
      ...(place.endColumn === undefined ? {} : { endColumn: this.column(place.endColumn) }),
    };
  }

  breakpoint({ id, verified, message, ...place }: BreakpointStatus): DebugProtocol.Breakpoint {
    return { id, verified, ...this.place(place), ...(message === undefined ? {} : { message }) };
  }

  frame(frame: StackFrameInfo): DebugProtocol.StackFrame {
    return {
      id: frame.id,
      name: frame.name,
      line: frame.line === 0 ? 0 : this.line(frame.line),
      column: frame.column === 0 ? 0 : this.column(frame.column),
      ...(frame.endLine === undefined ? {} : { endLine: this.line(frame.endLine) }),
      ...(frame.endColumn === undefined ? {} : { endColumn: this.column(frame.endColumn) }),
      ...(frame.path === null ? {} : { source: this.source(frame.path, frame.sourceReference) }),
      ...(frame.presentation === 'normal' ? {} : { presentationHint: frame.presentation }),
      ...(frame.address === undefined ? {} : { instructionPointerReference: addressText(frame.address) }),
      ...(frame.canRestart === undefined ? {} : { canRestart: frame.canRestart }),
      ...(frame.moduleId === undefined ? {} : { moduleId: frame.moduleId }),
    };
  }
}
