# A tree of tasks, six levels of six children each: the leaves do nothing.
from shared.task_tree import run


async def leaf():
    return None


def never_called():
    return None  # @bp


run(leaf)
