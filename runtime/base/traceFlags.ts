/**
 * The trace flags: what the runtime prints about itself while it is being worked on.
 *
 * Owns: the flags and their defaults. Must not know: where the output goes (whoever traces asks the host).
 */

export interface TraceFlags {
  tokens: boolean;
  bytecode: boolean;
  opcodes: boolean;
  tasks: boolean;
  dap: boolean;
}

export const traceFlags: TraceFlags = {
  tokens: false,
  bytecode: false,
  opcodes: false,
  tasks: false,
  dap: false,
};

/** Switches on the flags named in `names`, separated by commas; answers the names it does not know. */
export function enableTraceFlags(names: string): string[] {
  const unknown: string[] = [];
  for (const name of names.split(',').map((part) => part.trim())) {
    if (name === '') continue;
    if (name in traceFlags) traceFlags[name as keyof TraceFlags] = true;
    else unknown.push(name);
  }
  return unknown;
}
