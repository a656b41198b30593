import asyncio


async def shout(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_server(shout, "127.0.0.1", 0)
    async with server:
        host, port = server.sockets[0].getsockname()
        reader, writer = await asyncio.open_connection(host, port)
        print(writer.get_extra_info("peername") == (host, port))  # expect: True
        writer.write(b"one\ntwo\n")
        print(await reader.readline(), await reader.readline())  # expect: b'ONE\n' b'TWO\n'
        writer.write_eof()
        print(await reader.read())  # expect: b''
        writer.close()
        await writer.wait_closed()
    print(server.is_serving())  # expect: False
    try:
        await asyncio.open_connection(host, port)
    except ConnectionRefusedError as e:
        print(e.errno)  # expect: 111


asyncio.run(main())
