"""A connection through a partition, one that breaks off, one that is refused; and what was typed meanwhile."""

import asyncio
import sys


async def serve(reader, writer):
    try:
        while data := await reader.read(100):
            writer.write(data)
    except ConnectionResetError:
        print("the server's side, too")
    writer.close()


async def main():
    loop = asyncio.get_running_loop()
    server = await asyncio.start_server(serve, "127.0.0.1", 8000)
    reader, writer = await asyncio.open_connection("db.example", 8000)
    writer.write(b"one")
    print(await reader.read(100), loop.time() < 1)
    await asyncio.sleep(1.5 - loop.time())
    writer.write(b"two")
    print(await reader.read(100), 5 <= loop.time() < 6)
    try:
        await reader.read(100)
    except ConnectionResetError:
        print("reset at", round(loop.time(), 3))
    server.close()
    try:
        await asyncio.open_connection("127.0.0.1", 8001)
    except ConnectionRefusedError:
        print("refused")
    try:
        await asyncio.open_connection("nowhere.example", 8000)
    except OSError as e:
        print(type(e).__name__)
    print(sys.stdin.readline().strip(), loop.time() >= 10)


asyncio.run(main())
