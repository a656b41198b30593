# Connections over Unix sockets, pairs and TLS, plain and with eager tasks: their objects' attributes in order, what they tell.
import asyncio
import os
import re
import socket
import ssl
import tempfile

PEM = os.path.join(os.path.dirname(__file__), "localhost.pem")
PATH = os.path.join(tempfile.mkdtemp(), "socket")
serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
serving.load_cert_chain(PEM)
connecting = ssl.create_default_context(cafile=PEM)


def kind(transport):
    return re.sub(r"fd=\d+", "fd=N", re.sub(r" object at 0x\w+", "", repr(transport)))


async def show(reader, writer):
    transport = writer.transport
    print(kind(transport), transport.is_reading(), transport.get_write_buffer_limits())
    print(*vars(transport.get_protocol()))
    inner = transport if hasattr(transport, "_sock") else transport._ssl_protocol._transport
    print(*inner._extra, "|", inner._sock.family.name, inner._closing, type(inner._sock).__name__)
    print(writer.get_extra_info("peername") in (PATH, ""), writer.get_extra_info("ssl_object") is not None)


async def exchange(reader, writer):
    writer.write(b"question\n")
    print(await reader.readline())
    writer.write(b"end\n")
    print(await reader.read(), reader.at_eof())
    writer.close()
    await writer.wait_closed()


async def serve(reader, writer):
    names.append(asyncio.current_task().get_name()[:5])
    while (line := await reader.readline()) not in (b"", b"end\n"):
        writer.write(line.upper())
        await writer.drain()
    writer.close()


async def main():
    loop = asyncio.get_running_loop()
    server = await asyncio.start_unix_server(serve, PATH)
    streams = await asyncio.open_unix_connection(PATH)
    await show(*streams)
    # expect: <_SelectorSocketTransport fd=N read=polling write=<idle, bufsize=0>> True (16384, 65536)
    # expect: _loop _paused _drain_waiters _connection_lost _stream_reader_wr _source_traceback _reject_connection _task _transport _client_connected_cb _over_ssl _closed
    # expect: socket sockname peername | AF_UNIX False socket
    # expect: True False
    await exchange(*streams)
    # expect: b'QUESTION\n'
    # expect: b'' True
    server.close()
    server = await asyncio.start_unix_server(serve, PATH, ssl=serving)
    streams = await asyncio.open_unix_connection(PATH, ssl=connecting, server_hostname="localhost")
    await show(*streams)
    # expect: <asyncio.sslproto._SSLProtocolTransport> True (131072, 524288)
    # expect: _loop _paused _drain_waiters _connection_lost _stream_reader_wr _source_traceback _reject_connection _task _transport _client_connected_cb _over_ssl _closed
    # expect: socket sockname peername | AF_UNIX False socket
    # expect: True True
    await exchange(*streams)
    # expect: b'QUESTION\n'
    # expect: b'' True
    server.close()
    # TLS over TCP, then with a task factory that begins tasks at once.
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=serving)
    address = server.sockets[0].getsockname()
    for factory in (None, asyncio.eager_task_factory):
        loop.set_task_factory(factory)
        await exchange(*await asyncio.open_connection(*address, ssl=connecting, server_hostname="localhost"))
    # expect: b'QUESTION\n'
    # expect: b'' True
    # expect: b'QUESTION\n'
    # expect: b'' True
    server.close()
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    task = asyncio.create_task(asyncio.open_connection(*server.sockets[0].getsockname()))
    await exchange(*await task)
    # expect: b'QUESTION\n'
    # expect: b'' True
    server.close()
    # What a pair's other side does at once, before anything of the connection has run.
    a, b = socket.socketpair()
    b.sendall(b"early\n")
    b.close()
    reader, writer = await asyncio.open_connection(sock=a)
    print(await reader.read(), repr(writer.get_extra_info("sockname") or writer.get_extra_info("peername") or ""))  # expect: b'early\n' ''
    writer.close()
    print(names)  # expect: ['Task-', 'Task-', 'Task-', 'Task-', 'Task-']


names = []
asyncio.run(main())
