# A tree of tasks, six levels of six children each: nine leaves in ten find what was computed before, the others sleep.
import asyncio
import random
from time import perf_counter

LEVELS = BRANCHES = 6
rng = random.Random(0)
seen = {}


async def leaf():
    key = rng.randrange(100)
    if key < 90:
        seen[key] = seen.get(key, 0) + 1
        return
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
