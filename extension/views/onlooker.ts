/**
 * Who is looked at: asks the session that somebody looks at, and tells one that it is looked at no more, once. Knows no
 * editor.
 */

export interface Questions<S, A> {
  /** Throws where the program starts or ends. */
  ask(session: S): Promise<A>;
  /** Nobody looks any more. Throws where the program has ended. */
  leave?(session: S): Promise<void>;
}

export class Onlooker<S, A> {
  /** The session that was asked last, and is not told yet that nobody looks. */
  private looksAt: S | undefined;

  constructor(private readonly questions: Questions<S, A>) {}

  /** What the session says; undefined where there is none, it can't say it now, or nobody looks. */
  async look(session: S | undefined, isVisible: boolean): Promise<A | undefined> {
    const next = isVisible ? session : undefined;
    const last = this.looksAt;
    this.looksAt = next;
    if (last !== undefined && last !== next) await this.leave(last);
    if (next === undefined) return undefined;
    try {
      return await this.questions.ask(next);
    } catch {
      // The program starts or ends: the next change asks again.
      return undefined;
    }
  }

  private async leave(session: S): Promise<void> {
    try {
      await this.questions.leave?.(session);
    } catch {
      // It has ended, and what it noted with it.
    }
  }
}
