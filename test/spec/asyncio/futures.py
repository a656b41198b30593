import asyncio


async def main():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    f.add_done_callback(lambda f: print("done", f.result()))
    f.set_result(1)
    try:
        f.set_result(2)
    except asyncio.InvalidStateError as e:
        print(e)  # expect: invalid state
    await asyncio.sleep(0)  # expect: done 1
    print(f)  # expect: <Future finished result=1>
    g = loop.create_future()
    try:
        g.exception()
    except asyncio.InvalidStateError as e:
        print(e)  # expect: Exception is not set.
    loop.call_soon(g.set_exception, ValueError("v"))
    try:
        await g
    except ValueError as e:
        print(e, g.done(), g.cancelled())  # expect: v True False


asyncio.run(main())
