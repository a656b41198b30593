# A loop cannot be closed while it runs, nor another one be run beside it.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    try:
        loop.close()
    except RuntimeError as e:
        print(e)
    coro = asyncio.sleep(0)
    try:
        asyncio.run(coro)
    except RuntimeError as e:
        print(e)
    coro.close()


asyncio.run(main())
# expect: Cannot close a running event loop
# expect: asyncio.run() cannot be called from a running event loop
