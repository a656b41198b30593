/** The registry of suspended coroutines keeps a weak reference, which is dear, only to those that no task drives. */
import assert from 'node:assert/strict';
import { CoroutineRegistry } from '../../runtime/introspect/coroutineRegistry';
import { probes } from '../../runtime/vm/probes';
import { runLoopProgram } from './loopHarness';

/** Names of the coroutines that the registry ever knew while the program ran. */
function known(program: string): string[] {
  const registry = new CoroutineRegistry();
  const names = new Set<string>();
  registry.onSuspended = () => registry.live().forEach((gen) => names.add(gen.code.name));
  registry.install();
  try {
    runLoopProgram(program);
  } finally {
    probes.suspended = null;
  }
  return [...names];
}

const AWAITING = `
async def inner():
    try: await sleep(10)
    except CancelledError: pass
    await sleep(1)
async def outer(): await inner()
`;

describe('the registry of coroutines', () => {
  it("knows those that the program drives itself, not a task's", () =>
    assert.deepEqual(
      known(`${AWAITING}
by_hand = outer()
by_hand.send(None)
async def main(): await outer()
loop.run_until_complete(main())
by_hand.close()
`),
      ['outer'],
    ));

  it('knows none that a task drives, also where an exception was thrown in and the innermost awaits again', () =>
    assert.deepEqual(
      known(`${AWAITING}
async def main():
    task = loop.create_task(outer())
    await sleep(1)
    task.cancel()
    await task
loop.run_until_complete(main())
`),
      [],
    ));
});
