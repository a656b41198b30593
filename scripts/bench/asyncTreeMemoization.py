# A tree of tasks, six levels of six children each: nine leaves in ten find what was computed before, the others sleep.
import asyncio
import random

from shared.task_tree import run

rng = random.Random(0)
seen = {}


async def leaf():
    key = rng.randrange(100)
    if key < 90:
        seen[key] = seen.get(key, 0) + 1
        return
    await asyncio.sleep(0.05)


def never_called():
    return None  # @bp


run(leaf)
