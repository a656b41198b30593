"""Two transfers at a time. In asyncio's own order no money is lost; in another order some is."""

import asyncio

balance = {"a": 100, "b": 100}


async def ask_bank():
    await asyncio.sleep(0)


async def transfer(source, target, amount):
    await ask_bank()  # may it be done?
    before = balance[source]
    await ask_bank()  # it is done
    balance[source] = before - amount  # @bp stale
    balance[target] += amount


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(transfer("a", "b", 30), name="a to b")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        group.create_task(transfer("b", "a", 20), name="b to a")
    print(balance)
    assert sum(balance.values()) == 200, "money is lost"


asyncio.run(main())
