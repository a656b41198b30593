# create_connection with several addresses: one after the other, or racing (happy eyeballs).
import asyncio
import errno
import socket

REFUSED, SILENT = "127.0.0.2", "127.0.0.3"
FAMILIES = {4: socket.AF_INET, 6: socket.AF_INET6}


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    tried = []
    gone = []
    sock_connect = loop.sock_connect

    async def resolves(host, port, **kwargs):
        kind = {"type": socket.SOCK_STREAM, "proto": socket.IPPROTO_TCP}
        return [(FAMILIES[6 if ":" in a else 4], *kind.values(), "", (a, port)) for a in host.split(",")]

    async def connects(sock, address):
        tried.append(address[0])
        if address[0] == SILENT:
            try:
                await loop.create_future()
            finally:
                gone.append((address[0], sock.fileno() >= 0))
        if address[0] != "127.0.0.1":
            raise ConnectionRefusedError(errno.ECONNREFUSED, "no " + address[0])
        await sock_connect(sock, address)

    loop.getaddrinfo = resolves
    loop.sock_connect = connects

    async def attempt(*hosts, **options):
        tried.clear()
        try:
            transport, _ = await loop.create_connection(asyncio.Protocol, ",".join(hosts), port, **options)
        except* OSError as group:
            # One address: its own error. Several: all_errors=True keeps them apart.
            print(tried, [str(e) for e in group.exceptions])
        else:
            print(tried, transport.get_extra_info("peername")[0])
            transport.close()

    # One after the other: who refuses is passed over.
    await attempt(REFUSED, "127.0.0.1", SILENT)  # expect: ['127.0.0.2', '127.0.0.1'] 127.0.0.1

    # Racing: who is silent delays the next only so long, and is given up when another has answered.
    begun = loop.time()
    await attempt(SILENT, "127.0.0.1", happy_eyeballs_delay=0.02)  # expect: ['127.0.0.3', '127.0.0.1'] 127.0.0.1
    print(loop.time() - begun > 0.01, gone)  # expect: True [('127.0.0.3', True)]

    # Who refuses does not make the next one wait for the delay.
    await attempt(REFUSED, "127.0.0.1", happy_eyeballs_delay=3600)  # expect: ['127.0.0.2', '127.0.0.1'] 127.0.0.1

    # The families take turns (interleave is 1 where there is a delay), or the first one has several goes first.
    hosts = ("::2", "::3", "::4", "127.0.0.4", "127.0.0.1")
    await attempt(*hosts, happy_eyeballs_delay=3600)
    # expect: ['::2', '127.0.0.4', '::3', '127.0.0.1'] 127.0.0.1
    await attempt(*hosts, interleave=2)  # expect: ['::2', '::3', '127.0.0.4', '::4', '127.0.0.1'] 127.0.0.1
    await attempt(*hosts)  # expect: ['::2', '::3', '::4', '127.0.0.4', '127.0.0.1'] 127.0.0.1

    # Nobody answers.
    await attempt(REFUSED)  # expect: ['127.0.0.2'] ['[Errno 111] no 127.0.0.2']
    await attempt(REFUSED, "127.0.0.4", happy_eyeballs_delay=3600, all_errors=True)
    # expect: ['127.0.0.2', '127.0.0.4'] ['[Errno 111] no 127.0.0.2', '[Errno 111] no 127.0.0.4']
    server.close()
    await server.wait_closed()


asyncio.run(main())
