import asyncio


async def stubborn():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as e:
        t = asyncio.current_task()
        return e.args, t.cancelling(), t.uncancel()


async def main():
    t = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    print(t.cancel("enough"))  # expect: True
    print(await t)  # expect: (('enough',), 1, 0)
    t = asyncio.create_task(asyncio.sleep(10))
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print(t.cancelled(), t.cancel())  # expect: True False


asyncio.run(main())
