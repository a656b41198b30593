"""Two tasks that take two locks in opposite orders: each holds what the other wants. A timeout ends it."""

import asyncio


async def transfer(name, first, second):
    async with first:
        await asyncio.sleep(0)
        async with second:  # @bp stuck
            print(name, "never gets here")


async def main():
    one, two = asyncio.Lock(), asyncio.Lock()
    try:
        async with asyncio.timeout(0.05):
            async with asyncio.TaskGroup() as group:
                group.create_task(transfer("ab", one, two), name="ab")
                group.create_task(transfer("ba", two, one), name="ba")
    except TimeoutError:
        print("deadlock, given up")  # @bp given-up


asyncio.run(main())
