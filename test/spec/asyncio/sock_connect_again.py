import asyncio
import errno
import socket


async def main():
    loop = asyncio.get_running_loop()
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.socket() as client:
        client.setblocking(False)
        await loop.sock_connect(client, listener.getsockname())
        print(await loop.sock_connect(client, listener.getsockname()))  # expect: None
        try:
            await loop.sock_connect(client, listener.getsockname())
        except OSError as error:
            print(errno.errorcode[error.errno])  # expect: EISCONN


asyncio.run(main())
