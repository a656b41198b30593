"""Cancellation: wait_for, timeout and a finally that still awaits."""

import asyncio


async def slow(name):
    try:
        await asyncio.sleep(3600)
    except asyncio.CancelledError:
        print(name, "cancelled")  # @bp cancelled
        raise
    finally:
        await asyncio.sleep(0)
        print(name, "cleaned up")


async def main():
    try:
        await asyncio.wait_for(slow("wait_for"), 0.01)
    except TimeoutError as error:
        print(type(error).__name__)
    try:
        async with asyncio.timeout(0.01):
            await slow("timeout")
    except TimeoutError:
        print("TimeoutError again")
    task = asyncio.create_task(slow("task"))
    await asyncio.sleep(0)
    task.cancel()
    print(await asyncio.gather(task, return_exceptions=True))
    event = asyncio.Event()
    asyncio.get_running_loop().call_later(0.01, event.set)
    await event.wait()
    print("event set")


asyncio.run(main())
