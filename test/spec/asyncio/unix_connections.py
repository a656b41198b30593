# create_unix_server and create_unix_connection.
import asyncio
import os
import tempfile


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.transport.write(data[::-1])


class Client(asyncio.Protocol):
    def __init__(self, got):
        self.got = got

    def data_received(self, data):
        self.got.set_result(data)


async def main():
    loop = asyncio.get_running_loop()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "socket")
        server = await loop.create_unix_server(Echo, path)
        transport, client = await loop.create_unix_connection(lambda: Client(loop.create_future()), path)
        transport.write(b"abc")
        print(await client.got)  # expect: b'cba'
        transport.close()
        server.close()
        await server.wait_closed()


asyncio.run(main())
