import asyncio
import socket


async def main():
    loop = asyncio.get_running_loop()
    with socket.socket() as listener, socket.socket() as client:
        for s in (listener, client):
            s.setblocking(False)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        accepting = asyncio.create_task(loop.sock_accept(listener))
        await loop.sock_connect(client, listener.getsockname())
        conn, addr = await accepting
        print(addr == client.getsockname())  # expect: True
        await loop.sock_sendall(client, b"x" * 100_000)
        got = bytearray()
        while len(got) < 100_000:
            got += await loop.sock_recv(conn, 65536)
        print(len(got))  # expect: 100000
        buffer = bytearray(3)
        await loop.sock_sendall(conn, b"abc")
        print(await loop.sock_recv_into(client, buffer), buffer)  # expect: 3 bytearray(b'abc')
        conn.close()
        print(await loop.sock_recv(client, 10))  # expect: b''


asyncio.run(main())
