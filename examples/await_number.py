"""Awaiting what isn't awaitable."""

import asyncio


async def main():
    answer = 42
    return await answer  # @bp number


try:
    asyncio.run(main())
except TypeError as error:
    print(error)
