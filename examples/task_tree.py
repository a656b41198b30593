"""A parent, its children, and theirs: what the Tasks view is for."""

import asyncio


async def fetch(name, seconds):
    await asyncio.sleep(seconds)  # @bp fetch
    return f"{name} after {seconds}"


async def both(label):
    return await asyncio.gather(
        asyncio.create_task(fetch(f"{label}.1", 0.02), name=f"fetch {label}.1"),
        asyncio.create_task(fetch(f"{label}.2", 0.03), name=f"fetch {label}.2"),
    )


async def main():
    left = asyncio.create_task(both("left"), name="left")
    right = asyncio.create_task(both("right"), name="right")
    for results in (await left, await right):
        for result in results:
            print(result)


asyncio.run(main())
