# A profile function sees everything that makes a connection, also when many were made before.
import asyncio
import sys


PATH = """
_SelectorSocketTransport.__init__ _SelectorSocketTransport.set_protocol _SelectorTransport.__init__
_SelectorTransport._add_reader _SelectorTransport.is_closing _SelectorTransport.is_reading
_SelectorTransport.set_protocol _FlowControlMixin.__init__ _FlowControlMixin._set_write_buffer_limits
BaseTransport.__init__ BaseTransport.get_extra_info TransportSocket.__init__ Server._attach
FlowControlMixin.__init__ StreamReader.__init__ StreamReader.set_transport StreamReaderProtocol.__init__
StreamReaderProtocol._stream_reader StreamReaderProtocol.connection_made StreamWriter.__init__
BaseSelectorEventLoop._make_socket_transport BaseSelectorEventLoop._ensure_fd_no_transport
BaseSelectorEventLoop._sock_connect BaseSelectorEventLoop._sock_connect_cb BaseSelectorEventLoop._sock_write_done
BaseEventLoop._ensure_resolved KeyedRef.__new__ WeakValueDictionary.__setitem__ WeakValueDictionary.get WeakSet.add
_check_ssl_socket _intenum_converter _ipaddr_info _set_nodelay _set_result_unless_cancelled
socket.__init__ socket.accept socket.family socket.type EnumType.__call__ Enum.__new__
""".split()


async def serve(reader, writer):
    await reader.read()
    writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)

    async def connect():
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.close()
        await writer.wait_closed()

    for _ in range(5):
        await connect()
    seen = set()
    sys.setprofile(lambda frame, event, arg: seen.add(frame.f_code.co_qualname))
    await connect()
    sys.setprofile(None)
    print([name for name in PATH if name not in seen])  # expect: []
    await connect()
    server.close()


asyncio.run(main())
