# What a stream's messages run can be replaced and watched, in the middle of a connection, too.
import asyncio
import sys
from asyncio import streams


async def echo(reader, writer):
    while data := await reader.read(100):
        writer.write(data)
    writer.close()


async def main():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(*address, limit=1000)

    async def trip(data):
        writer.write(data)
        return await reader.readexactly(len(data))

    print(await trip(b"plain"))  # expect: b'plain'

    feed = reader.feed_data
    reader.feed_data = lambda data: feed(data.upper())
    print(await trip(b"own method"))  # expect: b'OWN METHOD'
    del reader.feed_data
    print(await trip(b"plain"))  # expect: b'plain'

    transport = writer.transport
    send = transport.write
    transport.write = lambda data: send(data[::-1])
    print(await trip(b"abc"))  # expect: b'cba'
    del transport.write

    received = streams.StreamReaderProtocol.data_received
    sizes = []

    def note(self, data):
        sizes.append(len(data))
        received(self, data)

    streams.StreamReaderProtocol.data_received = note
    print(await trip(b"1234"), sizes)  # expect: b'1234' [4, 4]
    streams.StreamReaderProtocol.data_received = received

    # More than twice the limit stops the transport, until it is read.
    writer.write(b"x" * 2001)
    while transport.is_reading():
        await asyncio.sleep(0)
    print(len(await reader.readexactly(2001)), transport.is_reading())  # expect: 2001 True

    try:
        writer.write("text")
    except TypeError:
        print("only bytes")  # expect: only bytes
    writer.write(b"")
    writer.write(bytearray(b"other"))
    print(await reader.readexactly(5))  # expect: b'other'

    writer.write_eof()
    try:
        writer.write(b"late")
    except RuntimeError as e:
        print(e)  # expect: Cannot call write() after write_eof()
    print(await reader.read())  # expect: b''
    writer.close()
    await writer.wait_closed()
    server.close()


async def watched():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    seen = set()
    sys.setprofile(lambda frame, event, arg: seen.add(frame.f_code.co_name))
    writer.write(b"seen")
    await reader.readexactly(4)
    sys.setprofile(None)
    path = "write", "_read_ready", "_read_ready__data_received", "data_received", "feed_data", "_wakeup_waiter"
    print([name for name in path if name not in seen])  # expect: []
    writer.close()
    await writer.wait_closed()
    server.close()


asyncio.run(main())
asyncio.run(watched())
