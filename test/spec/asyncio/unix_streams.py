import asyncio
import os
import tempfile


async def main():
    async def echo(reader, writer):
        writer.write(await reader.readexactly(4))
        writer.close()

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "socket")
        server = await asyncio.start_unix_server(echo, path)
        reader, writer = await asyncio.open_unix_connection(path)
        writer.write(b"ping")
        print(await reader.read())  # expect: b'ping'
        writer.close()
        server.close()
        await server.wait_closed()


asyncio.run(main())
