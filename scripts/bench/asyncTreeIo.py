# A tree of tasks, six levels of six children each: the leaves sleep.
import asyncio
from time import perf_counter

LEVELS = BRANCHES = 6


async def leaf():
    await asyncio.sleep(0.05)


async def node(level):
    if level == 0:
        await leaf()
    else:
        await asyncio.gather(*[node(level - 1) for _ in range(BRANCHES)])


def never_called():
    return None  # @bp


start = perf_counter()
asyncio.run(node(LEVELS))
print(perf_counter() - start)
