# sendfile on a transport, sock_sendfile on a socket.
import asyncio
import socket
import tempfile


async def main():
    loop = asyncio.get_running_loop()
    with tempfile.TemporaryFile() as file:
        file.write(b"0123456789" * 1000)
        file.flush()

        received = asyncio.Queue()

        async def collect(reader, writer):
            received.put_nowait(await reader.read(-1))
            writer.close()

        server = await asyncio.start_server(collect, "127.0.0.1", 0)
        _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        print(await loop.sendfile(writer.transport, file, 5, 20))  # expect: 20
        writer.close()
        print(await received.get())  # expect: b'56789012345678901234'
        server.close()

        a, b = socket.socketpair()
        a.setblocking(False)
        b.setblocking(False)
        print(await loop.sock_sendfile(a, file, 9990))  # expect: 10
        a.close()
        print(await loop.sock_recv(b, 100))  # expect: b'0123456789'
        b.close()


asyncio.run(main())
