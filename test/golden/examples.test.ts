/**
 * A whole debug session with each example, compared word for word with its golden transcript. UPDATE_GOLDEN=1 writes
 * the transcripts anew; a missing one is a failure.
 */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { root } from '../adapter/dapClient';
import { Debuggee } from './debuggee';
import { golden } from './transcript';

interface GoldenSession {
  /** Marks (or texts of lines) to stop at. */
  marks: Parameters<Debuggee['breakpoints']>;
  /** After so many stops the breakpoints are removed. */
  stops: number;
  launch?: object;
  /** Lines typed whenever the program waits for input. */
  input?: string[];
  exitCode?: number;
  exceptions?: string[];
  /** What else is asked at the first stop. */
  atFirstStop?(debuggee: Debuggee): Promise<unknown>;
}

const sessions: Record<string, GoldenSession> = {
  await_number: { marks: ['number'], stops: 1 },
  await_points: { marks: ['pair', ['for', { mode: 'suspend' }], ['with', { mode: 'resume' }], 'comprehension'], stops: 6 },
  await_twice: { marks: ['refused'], stops: 1 },
  bank: { marks: ['stale'], stops: 2 },
  cancellation: { marks: ['cancelled'], stops: 3 },
  context_manager: { marks: ['connecting', ['query', { mode: 'suspend' }]], stops: 4 },
  coro_demo: { marks: ['return 10', ['await asyncio.sleep(5)', { mode: 'suspend' }]], stops: 2 },
  coro_demo_listed: { marks: ['await asyncio.sleep(5)'], stops: 1, atFirstStop: (debuggee) => debuggee.to('next') },
  coroutine_fields: { marks: ['inner'], stops: 1, atFirstStop: (debuggee) => debuggee.to('stepIn') },
  failing: { marks: ['raise'], stops: 1, exceptions: ['uncaught'], exitCode: 1 },
  greeting: { marks: ['hello'], stops: 1, input: ['Ada'] },
  locks: { marks: [['stuck', { mode: 'suspend' }], 'given-up'], stops: 3, atFirstStop: snapshot },
  lost_update: { marks: [['bank', { condition: 'amount == 20' }]], stops: 1, atFirstStop: changedMeanwhile },
  never_awaited: { marks: ['forgotten'], stops: 1 },
  own_loop: {
    marks: [['await WaitB()', { mode: 'suspend' }], ['await WaitC()', { mode: 'resume' }]],
    stops: 4,
    input: ['A', 'A', 'B', 'C', 'B', 'C', 'A', 'B', 'C'],
    atFirstStop: snapshot,
    exitCode: 143,
  },
  producer_consumer: { marks: ['put', 'took'], stops: 4 },
  recursion: { marks: ['print(type(error)'], stops: 1 },
  threads: { marks: ['square'], stops: 2 },
  stepping: { marks: ['helper', 'yield'], stops: 3, atFirstStop: (debuggee) => debuggee.to('stepOut') },
  task_tree: { marks: ['fetch'], stops: 4, atFirstStop: snapshot },
  timeouts: { marks: ['cancelled'], stops: 3 },
  variables: { marks: ['main'], stops: 1, atFirstStop: everyVariable },
};

describe('golden transcripts', function () {
  this.timeout(120_000);

  it('there is a session for each example', () => {
    const examples = readdirSync(resolve(root, 'examples')).filter((name) => name.endsWith('.py'));
    assert.deepEqual(Object.keys(sessions).sort(), examples.map((name) => name.slice(0, -3)).sort());
  });

  for (const [name, session] of Object.entries(sessions)) {
    it(name, async () => {
      const debuggee = new Debuggee(`${name}.py`);
      try {
        await play(debuggee, session);
        const { expected, actual } = golden(name, debuggee.transcript.text());
        assert.equal(actual, expected);
      } finally {
        await debuggee.close();
      }
    });
  }
});

async function play(debuggee: Debuggee, session: GoldenSession): Promise<void> {
  const { marks, stops, input = [], exceptions = [], exitCode = 0 } = session;
  await debuggee.launch(session.launch);
  await debuggee.breakpoints(...marks);
  await debuggee.client.request('setExceptionBreakpoints', { filters: exceptions });
  await debuggee.begin();
  const lines = [...input];
  let seen = 0;
  for (;;) {
    const { event, body } = await debuggee.client.anyEvent(['stopped', 'coroscope/inputWanted', 'exited']);
    if (event === 'exited') {
      assert.equal(body?.exitCode, exitCode);
      await debuggee.client.event('terminated');
      return;
    }
    if (event === 'coroscope/inputWanted') {
      const line = lines.shift();
      if (line === undefined) await debuggee.client.request('terminate');
      else await debuggee.client.request('evaluate', { expression: line, context: 'repl' });
      continue;
    }
    debuggee.threadId = body?.threadId as number;
    await look(debuggee);
    if (++seen === 1) await session.atFirstStop?.(debuggee);
    if (seen === stops) {
      await debuggee.breakpoints();
      await debuggee.client.request('setExceptionBreakpoints', { filters: exceptions });
    }
    await debuggee.go();
  }
}

/** What an editor asks at a stop; and the stacks of all other threads. */
async function look(debuggee: Debuggee): Promise<void> {
  const threads = await debuggee.threads();
  await debuggee.stack();
  await debuggee.locals();
  for (const { id } of threads) if (id !== debuggee.threadId) await debuggee.stack(id);
}

async function snapshot(debuggee: Debuggee): Promise<void> {
  await debuggee.client.request('coroscope/snapshot');
}

/** Steps over the await, and looks at what that says has changed. */
async function changedMeanwhile(debuggee: Debuggee): Promise<void> {
  await debuggee.to('next');
  const { scopes } = await debuggee.client.request<{ scopes: DebugProtocol.Scope[] }>('scopes', {
    frameId: debuggee.frameId,
  });
  const scope = scopes.find(({ name }) => name === 'Changed while suspended');
  await debuggee.children(scope!.variablesReference);
}

async function everyVariable(debuggee: Debuggee): Promise<void> {
  for (const { variablesReference, indexedVariables = 0 } of await debuggee.locals()) {
    if (variablesReference === 0) continue;
    if (indexedVariables > 100) {
      await debuggee.children(variablesReference, { filter: 'indexed', start: 100, count: 3 });
      await debuggee.children(variablesReference, { filter: 'named' });
    } else {
      for (const child of await debuggee.children(variablesReference)) {
        if (child.variablesReference > 0) await debuggee.children(child.variablesReference);
      }
    }
  }
}
