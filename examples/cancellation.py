"""Who cancelled me: cancel(), a gather that is cancelled, a timeout, a TaskGroup in which another task failed."""

import asyncio


async def waits(name):
    try:
        await asyncio.sleep(3600)
    except asyncio.CancelledError:
        print(name, "was cancelled")  # @bp cancelled
        raise


async def both():
    await asyncio.gather(waits("gathered 1"), waits("gathered 2"))


async def fails():
    await asyncio.sleep(0.01)
    raise ValueError("nothing to fetch")


def give_up(task):
    task.cancel("took too long")  # @bp give-up


async def main():
    plain = asyncio.create_task(waits("plain"), name="plain")
    await asyncio.sleep(0)
    give_up(plain)
    await asyncio.wait([plain])

    gathering = asyncio.create_task(both(), name="gathering")
    await asyncio.sleep(0.01)
    gathering.cancel()  # @bp cancel-gather
    await asyncio.wait([gathering])

    try:
        async with asyncio.timeout(0.01):
            await waits("too slow")
    except TimeoutError:
        pass

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(waits("sibling"), name="sibling")
            group.create_task(fails(), name="failing")
    except* ValueError as errors:
        print(errors.exceptions)

    queue = asyncio.Queue()
    reader = asyncio.create_task(queue.get(), name="reader")
    await asyncio.sleep(0)
    queue.put_nowait("news")  # @bp put
    print(await reader)  # @bp read


asyncio.run(main())
