"""An exception that leaves a task, is passed on by gather and leaves the program."""

import asyncio


class Refused(Exception):
    pass


async def connect(host):
    await asyncio.sleep(0.01)
    raise Refused(f"{host} refuses")  # @bp raise


async def main():
    await asyncio.gather(connect("a.example"), asyncio.sleep(0.02))


asyncio.run(main())
