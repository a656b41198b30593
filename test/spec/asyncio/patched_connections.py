# What makes a connection can be replaced, in the library's modules and classes and in single objects.
import asyncio
import socket
from asyncio import base_events, selector_events, streams, transports, trsock
from unittest.mock import patch

seen = []


def noted(cls, name):
    """Notes that it is called, and calls what it was."""
    was = cls.__dict__[name]

    def method(*args, **kwargs):
        seen.append(name)
        return was(*args, **kwargs)

    return patch.object(cls, name, method)


async def echo(reader, writer):
    writer.write(await reader.read(100))
    writer.close()


async def connect(server, **options):
    seen.clear()
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname(), **options)
    writer.write(b"x")
    data = await reader.read(1)
    writer.close()
    await writer.wait_closed()
    return data, *sorted(set(seen))


class OwnReader(asyncio.StreamReader):
    def set_transport(self, transport):
        seen.append("own set_transport")
        super().set_transport(transport)


async def main():
    loop = asyncio.get_running_loop()
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    for _ in range(3):
        await connect(server)
    print(await connect(server))  # expect: (b'x',)
    replaced = [
        (selector_events.BaseSelectorEventLoop, "_ensure_fd_no_transport"),
        (selector_events.BaseSelectorEventLoop, "_sock_connect_cb"),
        (selector_events.BaseSelectorEventLoop, "_sock_write_done"),
        (selector_events.BaseSelectorEventLoop, "_sock_connect"),
        (selector_events._SelectorTransport, "__init__"),
        (selector_events._SelectorTransport, "set_protocol"),
        (selector_events._SelectorTransport, "_add_reader"),
        (selector_events._SelectorTransport, "is_closing"),
        (transports.BaseTransport, "__init__"),
        (transports.BaseTransport, "get_extra_info"),
        (transports._FlowControlMixin, "_set_write_buffer_limits"),
        (trsock.TransportSocket, "__init__"),
        (base_events.Server, "_attach"),
        (streams.StreamReader, "__init__"),
        (streams.StreamReader, "set_transport"),
        (streams.StreamReaderProtocol, "__init__"),
        (streams.FlowControlMixin, "__init__"),
        (streams.StreamReaderProtocol, "connection_made"),
        (streams.StreamWriter, "__init__"),
        (socket.socket, "__init__"),
        (socket.socket, "accept"),
    ]
    for cls, name in replaced:
        with noted(cls, name):
            print(await connect(server))
            # expect: (b'x', '_ensure_fd_no_transport')
            # expect: (b'x', '_sock_connect_cb')
            # expect: (b'x', '_sock_write_done')
            # expect: (b'x', '_sock_connect')
            # expect: (b'x', '__init__')
            # expect: (b'x', 'set_protocol')
            # expect: (b'x', '_add_reader')
            # expect: (b'x', 'is_closing')
            # expect: (b'x', '__init__')
            # expect: (b'x', 'get_extra_info')
            # expect: (b'x', '_set_write_buffer_limits')
            # expect: (b'x', '__init__')
            # expect: (b'x', '_attach')
            # expect: (b'x', '__init__')
            # expect: (b'x', 'set_transport')
            # expect: (b'x', '__init__')
            # expect: (b'x', '__init__')
            # expect: (b'x', 'connection_made')
            # expect: (b'x', '__init__')
            # expect: (b'x', '__init__')
            # expect: (b'x', 'accept')
    for module, name in [
        (base_events, "_ipaddr_info"),
        (base_events, "_set_nodelay"),
        (base_events, "_check_ssl_socket"),
        (trsock, "TransportSocket"),
        (streams, "StreamWriter"),
        (socket, "_intenum_converter"),
        (socket, "inet_pton"),
        (socket, "getdefaulttimeout"),
    ]:
        was = getattr(module, name)

        def function(*args, **kwargs):
            seen.append(name)
            return was(*args, **kwargs)

        with patch.object(module, name, function):
            print(await connect(server))
            # expect: (b'x', '_ipaddr_info')
            # expect: (b'x', '_set_nodelay')
            # expect: (b'x', '_check_ssl_socket')
            # expect: (b'x', 'TransportSocket')
            # expect: (b'x', 'StreamWriter')
            # expect: (b'x', '_intenum_converter')
            # expect: (b'x', 'inet_pton')
            # expect: (b'x', 'getdefaulttimeout')
    add = loop._add_reader
    loop._add_reader = lambda *args: (seen.append("the loop's own"), add(*args))[1]
    print(await connect(server))  # expect: (b'x', "the loop's own")
    del loop._add_reader
    with patch.object(streams, "StreamReader", OwnReader):
        print(await connect(server))  # expect: (b'x', 'own set_transport')
    server.close()


asyncio.run(main())
