import asyncio

async def f():
    await asyncio.sleep(5)
    return 10

print(asyncio.run(f()))
