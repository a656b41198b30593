/**
 * The recording of a program that runs: written part by part.
 *
 * Owns: when a part is asked for. Must not know: how a program is asked, what is in a part.
 */
import type { ProgramOptions, RecordedCalls } from '../../runtime/index';
import { RecordingWriter } from './recordingFile';

/** So much may be lost where the process is killed. */
const EVERY_MS = 1000;

export function recordingFailed(why: string): string {
  return `The recording ends early, since it can't be written: ${why}`;
}

export class GrowingRecording {
  private writer: RecordingWriter | null;
  private readonly timer: NodeJS.Timeout;

  /**
   * `ask` has the program's answer come to `append`; `failed` hears why no more is written, of which the program notices
   * nothing. Fails as node:fs does where nothing can be written at all.
   */
  constructor(
    path: string,
    program: ProgramOptions,
    ask: () => void,
    private readonly failed: (why: string) => void,
  ) {
    this.writer = new RecordingWriter(path, program);
    this.timer = setInterval(ask, EVERY_MS);
    this.timer.unref();
  }

  append(part: RecordedCalls): void {
    try {
      this.writer?.append(part);
    } catch (error) {
      this.close();
      this.failed((error as Error).message);
    }
  }

  /** The program has ended. */
  close(): void {
    clearInterval(this.timer);
    this.writer?.close();
    this.writer = null;
  }
}
