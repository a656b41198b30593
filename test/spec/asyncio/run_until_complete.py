import asyncio


async def f(x):
    await asyncio.sleep(0)
    return x * 2


loop = asyncio.new_event_loop()
print(loop.run_until_complete(f(21)))  # expect: 42
fut = loop.create_future()
loop.call_soon(loop.stop)
try:
    loop.run_until_complete(fut)
except RuntimeError as e:
    print(e)  # expect: Event loop stopped before Future completed.
loop.close()
