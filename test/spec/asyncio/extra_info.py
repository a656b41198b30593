# What get_extra_info knows, for each kind of transport.
import asyncio
import os
import socket
import ssl
import subprocess
import sys
import tempfile

NAMES = [
    "socket", "sockname", "peername", "sslcontext", "ssl_object", "cipher", "compression", "peercert", "pipe",
    "subprocess", "addr", "nonsense",
]
# Key and certificate, self-signed, for these specs alone.
PEM = os.path.join(os.path.dirname(__file__), "localhost.pem")


def known(transport):
    return {name: type(value).__name__ for name in NAMES if (value := transport.get_extra_info(name)) is not None}


async def serve(reader, writer):
    await reader.read()
    writer.close()


async def main():
    loop = asyncio.get_running_loop()
    folder = tempfile.TemporaryDirectory()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(*address, local_addr=("127.0.0.1", 0))
    print(known(writer))  # expect: {'socket': 'TransportSocket', 'sockname': 'tuple', 'peername': 'tuple'}
    sock = writer.get_extra_info("socket")
    print(writer.get_extra_info("peername") == address == sock.getpeername())  # expect: True
    print(writer.get_extra_info("sockname") == sock.getsockname())  # expect: True
    print(writer.get_extra_info("nonsense", "nothing"))  # expect: nothing
    print(sock.family.name, sock.type.name, sock.gettimeout(), sock.fileno() >= 0)  # expect: AF_INET SOCK_STREAM 0 True
    print(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0)  # expect: True
    writer.close()
    await writer.wait_closed()
    # It is still known where the connection went.
    print(writer.get_extra_info("peername") == address)  # expect: True
    server.close()

    for_server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    for_server.load_cert_chain(PEM)
    for_client = ssl.create_default_context(cafile=PEM)
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=for_server)
    reader, writer = await asyncio.open_connection(
        *server.sockets[0].getsockname(), ssl=for_client, server_hostname="localhost"
    )
    found = known(writer)
    print(list(found))
    # expect: ['socket', 'sockname', 'peername', 'sslcontext', 'ssl_object', 'cipher', 'peercert']
    print(found["ssl_object"], found["cipher"], found["peercert"])  # expect: SSLObject tuple dict
    print(writer.get_extra_info("sslcontext") is for_client)  # expect: True
    print(writer.get_extra_info("peercert")["subjectAltName"])  # expect: (('DNS', 'localhost'),)
    print(writer.get_extra_info("cipher")[1:])  # expect: ('TLSv1.3', 256)
    print(writer.can_write_eof())  # expect: False
    writer.close()
    await writer.wait_closed()
    server.close()

    path = os.path.join(folder.name, "socket")
    server = await asyncio.start_unix_server(serve, path)
    reader, writer = await asyncio.open_unix_connection(path)
    print(known(writer))  # expect: {'socket': 'TransportSocket', 'sockname': 'str', 'peername': 'str'}
    print(repr(writer.get_extra_info("sockname")), writer.get_extra_info("peername") == path)  # expect: '' True
    writer.close()
    server.close()

    endpoint, _ = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, local_addr=("127.0.0.1", 0))
    print(known(endpoint))  # expect: {'socket': 'TransportSocket', 'sockname': 'tuple'}
    other, _ = await loop.create_datagram_endpoint(
        asyncio.DatagramProtocol, remote_addr=endpoint.get_extra_info("sockname")
    )
    print(known(other))  # expect: {'socket': 'TransportSocket', 'sockname': 'tuple', 'peername': 'tuple'}
    endpoint.close()
    other.close()

    r, w = os.pipe()
    reading, _ = await loop.connect_read_pipe(asyncio.Protocol, os.fdopen(r, "rb", 0))
    writing, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, os.fdopen(w, "wb", 0))
    print(known(reading), known(writing))  # expect: {'pipe': 'FileIO'} {'pipe': 'FileIO'}
    writing.close()
    reading.close()

    child, _ = await loop.subprocess_exec(
        asyncio.SubprocessProtocol, sys.executable, "-c", "input()", stdin=subprocess.PIPE, stdout=None
    )
    print(known(child))  # expect: {'subprocess': 'Popen'}
    print(child.get_extra_info("subprocess").pid == child.get_pid())  # expect: True
    child.get_pipe_transport(0).write(b"\n")
    await child._wait()
    child.close()
    folder.cleanup()


asyncio.run(main())
