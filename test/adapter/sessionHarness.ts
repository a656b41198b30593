/** A session with a fake engine and a connection that keeps what is sent. */
import { Session } from '../../adapter/session';
import { FakeEngine } from './fakeEngine';

export interface Sent {
  type: string;
  event?: string;
  command?: string;
  success?: boolean;
  message?: string;
  body?: unknown;
}

export class SessionHarness {
  readonly sent: Sent[] = [];
  readonly engines: FakeEngine[] = [];
  ended = false;
  readonly session: Session;
  private seq = 1;

  constructor() {
    this.session = new Session(
      {
        send: (message, sent) => {
          this.sent.push(message);
          sent?.();
        },
        end: () => {
          this.ended = true;
        },
      },
      () => {
        const engine = new FakeEngine();
        this.engines.push(engine);
        return engine;
      },
    );
  }

  get engine(): FakeEngine {
    return this.engines[this.engines.length - 1];
  }

  /** Sends a request and returns its response. */
  async request(command: string, args?: unknown): Promise<Sent> {
    const seq = this.seq++;
    await this.session.receive({ seq, type: 'request', command, arguments: args });
    const answer = this.sent.find((message) => (message as { request_seq?: number }).request_seq === seq);
    if (!answer) throw new Error(`no answer to ${command}`);
    return answer;
  }

  events(name: string): Sent[] {
    return this.sent.filter((message) => message.event === name);
  }

  /** As far as a program that runs. */
  async launch(args: object = { code: 'pass' }): Promise<void> {
    await this.request('initialize', { adapterID: 'coroscope' });
    await this.request('launch', args);
    await this.request('configurationDone');
  }
}
