/**
 * What a DAP request is to the adapter: its name, when it may come, the capabilities that it makes true, and its code.
 *
 * Owns: the shape of a row of the request table. Must not know: any particular request.
 */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Session } from './session';

/**
 * `fresh`: before initialize. `initialized`: before launch. `starting`: launch is at work. `configuring`: before
 * configurationDone. Then `running` and `stopped` alternate until `ended`.
 */
export type Phase = 'fresh' | 'initialized' | 'starting' | 'configuring' | 'running' | 'stopped' | 'ended';

/** Groups of phases that requests are dispatched by. */
export const During = {
  anytime: ['initialized', 'starting', 'configuring', 'running', 'stopped', 'ended'],
  session: ['configuring', 'running', 'stopped'],
  program: ['running', 'stopped'],
  stopped: ['stopped'],
} as const satisfies Record<string, readonly Phase[]>;

export type Capabilities = DebugProtocol.Capabilities & {
  /** Of a newer protocol than the types we have. */
  supportsBreakpointModes?: never;
};

export interface RequestDefinition<A = never, B = unknown> {
  command: string;
  during: readonly Phase[];
  /** What `initialize` may claim because this request is here; each has an end-to-end test. */
  capabilities?: Capabilities;
  /** Returns the body of the response. */
  handle(session: Session, args: A, request: DebugProtocol.Request): B | Promise<B>;
  /** Runs once the response has been sent: for the events that must follow it. */
  afterwards?(session: Session): void;
}

export function defineRequest<A = unknown, B = unknown>(definition: RequestDefinition<A, B>): RequestDefinition<A, B> {
  return definition;
}
