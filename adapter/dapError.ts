/**
 * What the person at the debugger reads when a request can't be answered. One constructor per error.
 *
 * Owns: wording and numbers. Must not know: how a session sends them. Bugs of ours are InternalError, never these.
 */

export class DapError extends Error {
  constructor(
    readonly id: number,
    message: string,
    /** True: the editor shows it in a dialog, not just where the answer would have been. */
    readonly showUser: boolean,
  ) {
    super(message);
    this.name = 'DapError';
  }
}

export function notADebugMessage(what: string): DapError {
  return new DapError(1000, `Not a message of the Debug Adapter Protocol: ${what}`, false);
}

export function unknownRequest(command: string): DapError {
  return new DapError(1001, `The request '${command}' isn't supported`, false);
}

export function outOfOrder(command: string, state: string): DapError {
  return new DapError(1002, `The request '${command}' isn't possible now: ${state}`, false);
}

export function badArgument(command: string, what: string): DapError {
  return new DapError(1003, `The request '${command}' has a wrong argument: ${what}`, false);
}

export function cancelled(): DapError {
  return new DapError(1004, 'cancelled', false);
}

export function badLaunch(what: string): DapError {
  return new DapError(2000, `The launch configuration can't be used: ${what}`, true);
}

export function noSuchProgram(path: string): DapError {
  return new DapError(2001, `The program '${path}' doesn't exist`, true);
}

export function noSuchFolder(path: string): DapError {
  return new DapError(2002, `The working directory '${path}' doesn't exist`, true);
}

export function noVirtualEnvironment(path: string): DapError {
  const what = `'${path}' isn't a virtual environment (it has no pyvenv.cfg)`;
  return new DapError(2004, `${what}: make it, or name another as 'virtualEnvironment'`, true);
}

export function badRecording(path: string, why: string): DapError {
  return new DapError(2005, `The recording '${path}' can't be opened: ${why}`, true);
}

export function cantRecord(path: string, why: string): DapError {
  return new DapError(2006, `The recording '${path}' can't be written: ${why}`, true);
}

export function workerFailed(why: string): DapError {
  return new DapError(2003, `The Python runtime couldn't be started: ${why}`, true);
}

export function programEnded(): DapError {
  return new DapError(3000, 'The program has ended', false);
}

export function fromProgram(message: string): DapError {
  return new DapError(3001, message, false);
}

export function notRecorded(): DapError {
  return new DapError(
    3002,
    "This run isn't recorded, so it can't go back: set 'record' in the launch configuration",
    true,
  );
}

export function cantGoBack(why: string): DapError {
  return new DapError(3003, why, true);
}

export function portInUse(port: number): DapError {
  return new DapError(4000, `Port ${port} is in use by another program; choose another with --port`, true);
}
