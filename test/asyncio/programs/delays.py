"""What a message takes over the network, a connection that the network closes, and one that it leaves alone."""

import asyncio


async def serve(reader, writer):
    loop = asyncio.get_running_loop()
    while data := await reader.read(100):
        print("served", data, round(loop.time(), 3))
        writer.write(data)
    print("the server's side closed", round(loop.time(), 3))
    writer.close()


async def main():
    loop = asyncio.get_running_loop()
    servers = [await asyncio.start_server(serve, "127.0.0.1", port) for port in (8000, 8001)]
    begun = loop.time()
    reader, writer = await asyncio.open_connection("127.0.0.1", 8000)
    other_reader, other_writer = await asyncio.open_connection("127.0.0.1", 8001)
    print("connected", round(loop.time() - begun, 3))
    await asyncio.sleep(1 - loop.time())
    writer.write(b"there and back")
    print(await reader.read(100), round(loop.time(), 3))
    print(await reader.read(100), round(loop.time(), 3))
    other_writer.write(b"still open")
    print(await other_reader.read(100), round(loop.time(), 3))
    for each in (writer, other_writer):
        each.close()
    for server in servers:
        server.close()
        await server.wait_closed()
    print("over", round(loop.time(), 3))


asyncio.run(main())
