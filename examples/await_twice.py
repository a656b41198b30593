"""One coroutine, awaited by two: the second gets a RuntimeError."""

import asyncio


async def work():
    await asyncio.sleep(0.01)
    return "done"


async def first(coroutine):
    print("first gets", await coroutine)


async def second(coroutine):
    try:
        print("second gets", await coroutine)
    except RuntimeError as error:
        print("second:", error)  # @bp refused


async def main():
    coroutine = work()
    await asyncio.gather(first(coroutine), second(coroutine))


asyncio.run(main())
