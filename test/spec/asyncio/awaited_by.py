# since: 3.14
import asyncio


async def leaf(f):
    await f


async def main():
    f = asyncio.get_running_loop().create_future()
    t = asyncio.create_task(leaf(f), name="leaf")
    await asyncio.sleep(0)
    print([x.get_name() for x in f._asyncio_awaited_by])  # expect: ['leaf']
    graph = asyncio.capture_call_graph(t)
    print([entry.frame.f_code.co_name for entry in graph.call_stack])  # expect: ['leaf']
    f.set_result(None)
    await t
    print(f._asyncio_awaited_by)  # expect: None


asyncio.run(main())
