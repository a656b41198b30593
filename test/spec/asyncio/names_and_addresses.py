import asyncio
import socket


async def main():
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM)
    print([(f.name, t.name, a) for f, t, p, c, a in found])  # expect: [('AF_INET', 'SOCK_STREAM', ('127.0.0.1', 80))]
    print(await loop.getnameinfo(("127.0.0.1", 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV))  # expect: ('127.0.0.1', '80')
    try:
        await loop.getaddrinfo("no-such-host.invalid", 80)
    except socket.gaierror:
        print("unknown")  # expect: unknown


asyncio.run(main())
