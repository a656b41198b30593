"""A bounded queue between a fast producer and two slow consumers."""

import asyncio


async def produce(queue, count):
    for number in range(count):
        await queue.put(number)  # @bp put
    print("produced", count)


async def consume(queue, name):
    while True:
        number = await queue.get()
        await asyncio.sleep(0.025 if number % 2 else 0.01)
        print(name, "took", number)  # @bp took
        queue.task_done()


async def main():
    queue = asyncio.Queue(maxsize=2)
    consumers = [asyncio.create_task(consume(queue, name), name=name) for name in ("first", "second")]
    await produce(queue, 6)
    await queue.join()
    for consumer in consumers:
        consumer.cancel()
    results = await asyncio.gather(*consumers, return_exceptions=True)
    print([type(result).__name__ for result in results])


asyncio.run(main())
