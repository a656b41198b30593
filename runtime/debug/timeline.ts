/**
 * The Timeline's recording in a debug session: when it begins and ends, and what the client has been told of it.
 *
 * Owns: that. Costs nothing until it begins. Must not know: what is recorded.
 */
import { TimelineRecorder, type TimelineSurroundings } from '../introspect/timelineRecorder';
import type { TimelineArguments } from '../introspect/timeline';
import type { TimelinePack } from '../introspect/timelineColumns';

export class Timeline {
  private recorder: TimelineRecorder | null = null;
  /** The number of the first event that nobody has asked for. */
  private told = 0;

  constructor(private readonly surroundings: TimelineSurroundings) {}

  begin(size?: number): TimelineRecorder {
    if (this.recorder !== null) return this.recorder;
    this.recorder = new TimelineRecorder(this.surroundings, size);
    this.recorder.install();
    this.told = 0;
    return this.recorder;
  }

  end(): void {
    this.recorder?.uninstall();
    this.recorder = null;
  }

  part(wanted: TimelineArguments): TimelinePack {
    const part = this.begin(wanted.size).part(wanted);
    this.told = part.next;
    return part;
  }

  /** At the program's end: what nobody has asked for, since nobody will be able to. */
  tellRest(tell: (part: TimelinePack) => void): void {
    if (this.recorder === null) return;
    for (let more = true; more;) {
      const part = this.part({ since: this.told });
      if (part.next > part.first) tell(part);
      ({ more } = part);
    }
  }
}
