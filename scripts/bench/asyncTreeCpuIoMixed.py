# A tree of tasks, six levels of six children each: half of the leaves compute, the others sleep.
import asyncio
import random
from math import factorial

from shared.task_tree import run

rng = random.Random(0)


async def leaf():
    if rng.random() < 0.5:
        factorial(500)
    else:
        await asyncio.sleep(0.05)


def never_called():
    return None  # @bp


run(leaf)
