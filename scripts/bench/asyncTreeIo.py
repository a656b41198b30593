# A tree of tasks, six levels of six children each: the leaves sleep.
import asyncio

from shared.task_tree import run


async def leaf():
    await asyncio.sleep(0.05)


def never_called():
    return None  # @bp


run(leaf)
