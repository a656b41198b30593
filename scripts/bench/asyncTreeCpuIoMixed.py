# A tree of tasks, six levels of six children each: half of the leaves compute, the others sleep.
import asyncio
import random
from math import factorial
from time import perf_counter

LEVELS = BRANCHES = 6
rng = random.Random(0)


async def leaf():
    if rng.random() < 0.5:
        factorial(500)
    else:
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
