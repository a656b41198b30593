/**
 * Files of Coroscope itself are missing or damaged: neither the program's fault nor a bug.
 *
 * Owns: the error type and what it tells the user to do.
 */

/** By this the outside knows it: of an error that comes out of a worker only its fields are left. */
export const BROKEN_INSTALLATION = 'ERR_BROKEN_INSTALLATION';

export class BrokenInstallation extends Error {
  readonly code = BROKEN_INSTALLATION;

  /** `what` completes the sentence "Coroscope cannot start: ...". */
  constructor(what: string) {
    super(`Coroscope cannot start: ${what}. Install it anew, or in its sources run: npm run build`);
  }
}
