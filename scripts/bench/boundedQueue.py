# asyncio.Queue(10), one producer and one consumer, 200,000 items.
import asyncio
from time import perf_counter


async def produce(queue, n):
    for i in range(n):
        await queue.put(i)


async def consume(queue, n):
    for _ in range(n):
        await queue.get()


def never_called():
    return None  # @bp


async def main():
    queue = asyncio.Queue(10)
    await asyncio.gather(produce(queue, 200_000), consume(queue, 200_000))


start = perf_counter()
asyncio.run(main())
print(perf_counter() - start)
