"""Redis's protocol by hand over asyncio streams; the argument is the path of the server's socket."""

import asyncio
import sys


class Redis:
    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer

    def send(self, *words):
        parts = [str(word).encode() for word in words]
        self.writer.write(b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(p), p) for p in parts))

    async def answer(self):
        line = await self.reader.readline()
        kind, rest = line[:1], line[1:-2]
        match kind:
            case b"+":
                return rest.decode()
            case b"-":
                raise RuntimeError(rest.decode())
            case b":":
                return int(rest)
            case b"$":
                size = int(rest)
                return None if size < 0 else (await self.reader.readexactly(size + 2))[:-2]
            case b"*":
                return [await self.answer() for _ in range(int(rest))]

    async def __call__(self, *words):
        self.send(*words)
        return await self.answer()


async def connect():
    return Redis(*await asyncio.open_unix_connection(sys.argv[1], limit=1 << 24))


async def subscriber(ready, count):
    redis = await connect()
    await redis("SUBSCRIBE", "news")
    ready.set()
    return [(await redis.answer())[2] for _ in range(count)]


async def main():
    redis = await connect()
    print(await redis("PING"))
    print(await redis("SET", "key", "välue"), (await redis("GET", "key")).decode(), await redis("GET", "none"))
    big = "x" * 2_000_000
    await redis("SET", "big", big)
    print(len(await redis("GET", "big")))
    try:
        await redis("LPUSH", "key", 1)
    except RuntimeError as error:
        print(error.args[0].split()[0])
    # A pipeline: a thousand commands before the first answer is read.
    for _ in range(1000):
        redis.send("INCR", "count")
    print([await redis.answer() for _ in range(1000)][-1])

    ready = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        news = group.create_task(subscriber(ready, 3))
        await ready.wait()
        for n in range(3):
            await redis("PUBLISH", "news", f"item {n}")
    print(news.result())

    # Fifty connections at once, each blocked in a pop until one of the others pushes.
    workers = [await connect() for _ in range(50)]
    popping = [asyncio.create_task(w("BLPOP", "jobs", 0)) for w in workers]
    for n in range(50):
        await redis("RPUSH", "jobs", n)
    done = await asyncio.gather(*popping)
    print(sorted(int(job) for _, job in done) == list(range(50)))


asyncio.run(main())
