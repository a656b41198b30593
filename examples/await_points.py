"""Each kind of await point: await, async for, async with, an async comprehension, an async generator's yield."""

import asyncio


class Countdown:
    def __init__(self, start):
        self.start = start

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.start == 0:
            raise StopAsyncIteration
        await asyncio.sleep(0.001)
        self.start -= 1
        return self.start


class Door:
    async def __aenter__(self):
        await asyncio.sleep(0)
        return "open"

    async def __aexit__(self, *exc_info):
        await asyncio.sleep(0)
        return False


async def ticks(count):
    for tick in range(count):
        yield tick
        await asyncio.sleep(0)


async def pair():
    return (await asyncio.sleep(0, "a"), await asyncio.sleep(0, "b"))  # @bp pair


async def main():
    print(await pair())
    async for number in Countdown(2):  # @bp for
        print(number)
    async with Door() as door:  # @bp with
        print(door)
    print([tick async for tick in ticks(3)])  # @bp comprehension


asyncio.run(main())
