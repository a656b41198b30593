/**
 * One run of a program with a schedule, nobody looking on: what it wrote, how it ended.
 *
 * Owns: the run's bounds. Must not know: what schedules are tried and why.
 */
import type { ScheduleOptions, ScheduleReport } from '../../runtime/index';
import type { EngineOptions } from '../engine';
import { ProgramHost } from '../host/programHost';

export interface Run {
  exitCode: number;
  /** What the runtime has to say of the end, such as that there is no memory left. */
  note: string | null;
  /** Absent where the run was ended from outside. */
  report: ScheduleReport | null;
  tookTooLong: boolean;
  /** The end of what went to standard error. */
  errors: string;
}

/** Of standard error this much is kept. */
const LONGEST_ERRORS = 16_384;

export function runWithSchedule(
  options: EngineOptions,
  schedule: ScheduleOptions,
  seconds: number,
  signal: AbortSignal,
): Promise<Run> {
  return new Promise((resolve) => {
    let report: ScheduleReport | null = null;
    let tookTooLong = false;
    let errors = '';
    const decoder = new TextDecoder();
    const host: ProgramHost = new ProgramHost(
      {
        ...options,
        program: { ...options.program, schedule },
        clock: 'virtual',
        debug: false,
        ownsStandardStreams: false,
      },
      {
        output: (fd, data) => {
          if (fd === 2) errors = (errors + decoder.decode(data, { stream: true })).slice(-LONGEST_ERRORS);
          host.outputTaken(data.length);
        },
        inputWanted: () => host.input(new Uint8Array(0), true),
        reply: () => undefined,
        event: (event, body) => {
          if (event === 'scheduleEnded') report = body as ScheduleReport;
        },
        ended: (exitCode, note) => {
          clearTimeout(timer);
          signal.removeEventListener('abort', end);
          resolve({ exitCode, note, report, tookTooLong, errors });
        },
      },
    );
    const end = (): void => void host.kill();
    const timer = setTimeout(() => {
      tookTooLong = true;
      end();
    }, seconds * 1000);
    signal.addEventListener('abort', end);
  });
}
