import asyncio


def work(n):
    if n < 0:
        raise ValueError("negative")
    return n + 1


async def main():
    loop = asyncio.get_running_loop()
    print(await loop.run_in_executor(None, work, 1))  # expect: 2
    print(await asyncio.to_thread(work, 2))  # expect: 3
    try:
        await asyncio.to_thread(work, -1)
    except ValueError as e:
        print(e)  # expect: negative


asyncio.run(main())
