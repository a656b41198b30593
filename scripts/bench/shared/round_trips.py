"""Echo over loopback: 100 connections, so many round trips of 64 bytes on each."""

import asyncio
from time import perf_counter

CONNECTIONS = 100


async def serve(reader, writer):
    try:
        while True:
            writer.write(await reader.readexactly(64))
            await writer.drain()
    except asyncio.IncompleteReadError:
        writer.close()


async def client(address, trips):
    reader, writer = await asyncio.open_connection(*address)
    for _ in range(trips):
        writer.write(b"x" * 64)
        await reader.readexactly(64)
    writer.close()
    await writer.wait_closed()


async def main(trips):
    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=CONNECTIONS)
    address = server.sockets[0].getsockname()
    await asyncio.gather(*(client(address, trips) for _ in range(CONNECTIONS)))
    server.close()


def run(trips):
    """Prints how many seconds all of them take."""
    start = perf_counter()
    asyncio.run(main(trips))
    print(perf_counter() - start)
