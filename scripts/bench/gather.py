# gather of 10,000 tasks, 10 times.
import asyncio
from time import perf_counter


async def work():
    await asyncio.sleep(0)


async def main():
    for _ in range(10):
        await asyncio.gather(*(work() for _ in range(10_000)))


def never_called():
    return None  # @bp


start = perf_counter()
asyncio.run(main())
print(perf_counter() - start)
