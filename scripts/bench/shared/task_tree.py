"""A tree of tasks, six levels of six children each, that ends in leaves of the caller's."""

import asyncio
from time import perf_counter

LEVELS = BRANCHES = 6


def run(leaf):
    """Prints how many seconds the tree takes."""

    async def node(level):
        if level == 0:
            await leaf()
        else:
            await asyncio.gather(*[node(level - 1) for _ in range(BRANCHES)])

    start = perf_counter()
    asyncio.run(node(LEVELS))
    print(perf_counter() - start)
