# One task wakes another many times, through functions that soon run as fast as they can.
import asyncio


def deliver(queue, item):
    queue.put_nowait(item)  # @bp deliver


class Sender:
    def __init__(self, queue):
        self.queue = queue

    async def send(self, item):
        deliver(self.queue, item)  # @bp send


class Parcel:
    def __init__(self, queue, item):
        deliver(queue, item)  # @bp parcel


def wrapped(queue, item):
    return Parcel(queue, item)  # @bp wrapped


async def produce(queue, full, n):
    sender = Sender(queue)
    for i in range(n):
        try:
            if i % 50 == 7:
                deliver(full, i)
        except asyncio.QueueFull:
            pass
        if i % 2 == 0:
            await sender.send(i)  # @bp sender
        else:
            wrapped(queue, i)  # @bp wrapper
        await asyncio.sleep(0)


def look(item):
    return item  # @bp look


async def consume(queue, n):
    for _ in range(n):
        item = await queue.get()
        if item in (0, 1, n - 2, n - 1):
            look(item)


async def main():
    queue, full = asyncio.Queue(), asyncio.Queue(1)
    full.put_nowait(0)
    n = 3000
    for i in range(2):
        await asyncio.gather(asyncio.sleep(0), asyncio.sleep(0))
        look(i)
    async with asyncio.TaskGroup() as group:
        group.create_task(consume(queue, n), name='consumer')
        group.create_task(produce(queue, full, n), name='producer')


asyncio.run(main())
