# sock_sendto, sock_recvfrom and sock_recvfrom_into.
import asyncio
import socket


async def main():
    loop = asyncio.get_running_loop()
    with socket.socket(type=socket.SOCK_DGRAM) as a, socket.socket(type=socket.SOCK_DGRAM) as b:
        for s in (a, b):
            s.setblocking(False)
            s.bind(("127.0.0.1", 0))
        print(await loop.sock_sendto(a, b"ping", b.getsockname()))  # expect: 4
        data, address = await loop.sock_recvfrom(b, 100)
        print(data, address == a.getsockname())  # expect: b'ping' True
        await loop.sock_sendto(b, b"pong", address)
        buffer = bytearray(10)
        count, address = await loop.sock_recvfrom_into(a, buffer)
        print(count, bytes(buffer[:count]), address == b.getsockname())  # expect: 4 b'pong' True


asyncio.run(main())
