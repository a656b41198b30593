# What a connection over streams consists of: the objects' attributes in order, what is told of the socket.
import asyncio
import re


def text(o):
    return re.sub(r"fd=\d+", "fd=N", re.sub(r", [lr]addr=.*?(?=[,>])", "", re.sub(r"\('127.*?\)", "ADDR", repr(o))))


async def main():
    served = asyncio.get_running_loop().create_future()

    async def serve(reader, writer):
        served.set_result((reader, writer))

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(*address, limit=1000)
    transport = writer.transport
    protocol = transport.get_protocol()
    print(*vars(reader))  # expect: _limit _loop _buffer _eof _waiter _exception _transport _paused
    print(*vars(protocol))
    # expect: _loop _paused _drain_waiters _connection_lost _stream_reader_wr _source_traceback _reject_connection _task _transport _client_connected_cb _over_ssl _closed
    print(*vars(writer))  # expect: _transport _protocol _reader _loop _complete_fut
    print(*vars(transport))
    # expect: _read_ready_cb _sock _sock_fd _protocol_connected _protocol _server _buffer _conn_lost _closing _paused _eof _empty_waiter _write_ready
    print(*transport._extra)  # expect: socket sockname peername
    print(transport.get_write_buffer_limits(), transport.is_reading(), transport.is_closing())
    # expect: (16384, 65536) True False
    print(text(transport))  # expect: <_SelectorSocketTransport fd=N read=polling write=<idle, bufsize=0>>
    print(text(reader))
    # expect: <StreamReader limit=1000 transport=<_SelectorSocketTransport fd=N read=polling write=<idle, bufsize=0>>>
    print(text(writer.get_extra_info("socket")))  # expect: <asyncio.TransportSocket fd=N, family=2, type=1, proto=6>
    print(writer.get_extra_info("peername") == address, writer.get_extra_info("sslcontext"))  # expect: True None
    print(protocol._stream_reader is reader, writer._complete_fut.done(), protocol._closed.done())  # expect: True True False

    reader, writer = await served
    transport = writer.transport
    protocol = transport.get_protocol()
    print(*vars(protocol))
    # expect: _loop _paused _drain_waiters _connection_lost _stream_reader_wr _source_traceback _strong_reader _reject_connection _task _transport _client_connected_cb _over_ssl _closed
    print(*vars(transport))
    # expect: _read_ready_cb _sock _sock_fd _protocol_connected _protocol _server _buffer _conn_lost _closing _paused _eof _empty_waiter _write_ready
    print(*transport._extra)  # expect: peername socket sockname
    print(text(reader), text(transport))
    # expect: <StreamReader transport=<_SelectorSocketTransport fd=N read=polling write=<idle, bufsize=0>>> <_SelectorSocketTransport fd=N read=polling write=<idle, bufsize=0>>
    print(transport._server is server, transport in server._clients, protocol._strong_reader, protocol._task.done())
    # expect: True True None True
    print(writer.get_extra_info("sockname") == address)  # expect: True
    loop = asyncio.get_running_loop()
    print(type(loop._transports).__name__, loop._transports[transport._sock_fd] is transport)  # expect: WeakValueDictionary True
    print(type(loop._transports.data[transport._sock_fd]).__name__, loop._transports.data[transport._sock_fd].key == transport._sock_fd)
    # expect: KeyedRef True
    writer.close()
    server.close()


asyncio.run(main())
