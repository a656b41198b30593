/**
 * A recorded run that is repeated asks for something else before its program begins: the recording is that of another
 * program or runtime, which is no bug.
 *
 * Owns: the error type and its text.
 */

/** By this the outside knows it: of an error that comes out of a worker only its fields are left. */
export const STARTED_DIFFERENTLY = 'ERR_STARTED_DIFFERENTLY';

export class StartedDifferently extends Error {
  readonly code = STARTED_DIFFERENTLY;

  /** `how` completes the sentence "run again, it ...". */
  constructor(how: string) {
    super(
      `The recording can't be followed: it was made by another version of Coroscope, or of another program (run again, ${how})`,
    );
  }
}
