import asyncio
import socket


async def main():
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM)
    print([(f.name, t.name, a) for f, t, p, c, a in found])  # expect: [('AF_INET', 'SOCK_STREAM', ('127.0.0.1', 80))]
    print(await loop.getnameinfo(("127.0.0.1", 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV))  # expect: ('127.0.0.1', '80')
    # What the system's resolver says.
    local = {a[0] for _, _, _, _, a in await loop.getaddrinfo("localhost", 80, type=socket.SOCK_STREAM)}
    print(len(local) > 0, local <= {"127.0.0.1", "::1"})  # expect: True True
    try:
        await loop.getaddrinfo("no-such-host.invalid", 80)
    except socket.gaierror:
        print("unknown")  # expect: unknown


asyncio.run(main())
