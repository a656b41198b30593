"""Three clients ask an echo server; what happens when is the network's business."""

import asyncio
import os
import random


async def serve(reader, writer):
    try:
        while line := await reader.readline():
            await asyncio.sleep(int(line) / 1000)
            writer.write(b"%d\n" % (int(line) * 2))
            await writer.drain()
    except ConnectionError as e:
        print("server:", type(e).__name__)
    finally:
        writer.close()


async def client(n, rng):
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", 8000)
        for _ in range(2):
            x = rng.randrange(5)
            writer.write(b"%d\n" % x)
            answer = await reader.readline()
            print(f"{n}: {x} -> {answer.decode().strip()} at {asyncio.get_running_loop().time():.4f}")
        writer.close()
        await writer.wait_closed()
    except ConnectionError as e:
        print(f"{n}: {type(e).__name__}")


async def main():
    rng = random.Random(os.urandom(8))
    server = await asyncio.start_server(serve, "127.0.0.1", 8000)
    async with server:
        await asyncio.gather(*(client(n, rng) for n in range(3)))


asyncio.run(main())
