import asyncio

async def f():
    await asyncio.sleep(5)
    return 10

print(f.__code__.co_flags)
print(asyncio.run(f()))
