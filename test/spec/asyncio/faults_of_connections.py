import asyncio
import socket
import struct


async def resets(reader, writer):
    if not await reader.readline():
        return
    writer.write(b"half of the ans")
    await writer.drain()
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def main():
    server = await asyncio.start_server(resets, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(*address)
    writer.write(b"question\n")
    print(await reader.readexactly(4))  # expect: b'half'
    try:
        await reader.readexactly(100)
    except (ConnectionResetError, asyncio.IncompleteReadError) as error:
        print(isinstance(error, (ConnectionResetError, EOFError)))  # expect: True
    writer.close()
    try:
        await writer.wait_closed()
    except ConnectionResetError:
        pass

    # The server goes; who is connected sees the end, who comes later is refused.
    reader, writer = await asyncio.open_connection(*address)
    server.close()
    server.close_clients()
    print(await reader.read())  # expect: b''
    writer.close()
    try:
        await asyncio.open_connection(*address)
    except ConnectionRefusedError as error:
        print(error.errno)  # expect: 111

    # A client that goes away while the server still writes.
    failures = []

    async def floods(reader, writer):
        try:
            while True:
                writer.write(b"x" * 100_000)
                await writer.drain()
        except ConnectionError as error:
            failures.append(error)
        finally:
            writer.close()
            done.set()

    done = asyncio.Event()
    async with await asyncio.start_server(floods, "127.0.0.1", 0) as flooding:
        reader, writer = await asyncio.open_connection(*flooding.sockets[0].getsockname())
        await reader.readexactly(1000)
        writer.transport.abort()
        await done.wait()
    print(len(failures))  # expect: 1


asyncio.run(main())
