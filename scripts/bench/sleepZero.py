# 100,000 times sleep(0) on the event loop.
import asyncio
from time import perf_counter


async def main():
    for _ in range(100_000):
        await asyncio.sleep(0)


def never_called():
    return None  # @bp


start = perf_counter()
asyncio.run(main())
print(perf_counter() - start)
