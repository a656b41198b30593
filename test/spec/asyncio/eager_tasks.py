# since: 3.14
import asyncio


async def quick(n):
    return n, asyncio.current_task().get_name()


async def slow():
    await asyncio.sleep(0)
    return "slow"


async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    t = asyncio.create_task(quick(1), name="q")
    print(t.done(), t.result())  # expect: True (1, 'q')
    s = asyncio.create_task(slow())
    print(s.done(), await s)  # expect: False slow


asyncio.run(main())
