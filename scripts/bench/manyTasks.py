# 100,000 tasks, each sleeps ten times for no time.
import asyncio
from time import perf_counter


async def work():
    for _ in range(10):
        await asyncio.sleep(0)


async def main():
    async with asyncio.TaskGroup() as group:
        for _ in range(100_000):
            group.create_task(work())


def never_called():
    return None  # @bp


start = perf_counter()
asyncio.run(main())
print(perf_counter() - start)
