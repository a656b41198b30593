"""A coroutine that nobody awaits: Python warns, with the line that made it."""

import asyncio


async def forgotten():
    print("never printed")


async def main():
    forgotten()  # @bp forgotten
    await asyncio.sleep(0)
    print("end")


asyncio.run(main())
