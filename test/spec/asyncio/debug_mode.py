import asyncio


async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_debug())  # expect: True
    t = asyncio.create_task(asyncio.sleep(0))
    print("created at" in repr(t))  # expect: True
    try:
        loop.call_soon(asyncio.sleep)
    except TypeError as e:
        print(e)  # expect: coroutines cannot be used with call_soon()
    await t


asyncio.run(main(), debug=True)
