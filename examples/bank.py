"""Two transfers at a time. In asyncio's own order no money is lost; in another one some is."""

import asyncio

balance = {"a": 100, "b": 100}


async def transfer(source, target, amount):
    await asyncio.sleep(0)  # the bank is asked  # @bp asked
    before = balance[source]
    await asyncio.sleep(0)  # it agrees
    balance[source] = before - amount  # @bp stale
    balance[target] += amount


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(transfer("a", "b", 30), name="a to b")
        await asyncio.sleep(0)
        group.create_task(transfer("b", "a", 20), name="b to a")
    print(balance)
    assert sum(balance.values()) == 200, "money is lost"


asyncio.run(main())
