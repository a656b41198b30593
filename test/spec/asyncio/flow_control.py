# High and low water: when a protocol is told to pause and to resume, what drain() waits for, reading that is paused.
import asyncio
import socket


class Told(asyncio.Protocol):
    def __init__(self):
        self.log = []

    def connection_made(self, transport):
        self.transport = transport

    def pause_writing(self):
        self.log.append("pause")

    def resume_writing(self):
        self.log.append(("resume", self.transport.get_write_buffer_size()))


async def main():
    loop = asyncio.get_running_loop()
    ours, theirs = socket.socketpair()
    theirs.setblocking(False)
    transport, protocol = await loop.create_connection(Told, sock=ours)
    print(transport.get_write_buffer_limits())  # expect: (16384, 65536)
    transport.set_write_buffer_limits(high=1000)
    print(transport.get_write_buffer_limits())  # expect: (250, 1000)
    transport.set_write_buffer_limits(low=500)
    print(transport.get_write_buffer_limits())  # expect: (500, 2000)
    try:
        transport.set_write_buffer_limits(high=1, low=2)
    except ValueError as error:
        print(error)  # expect: high (1) must be >= low (2) must be >= 0

    # What nobody reads stays in the buffer: told once when there is more than high, once when there is no more than low.
    size = 0
    while not protocol.log:
        transport.write(b"x" * 100_000)
        size += 100_000
    transport.write(b"x" * 100_000)
    size += 100_000
    print(protocol.log, transport.get_write_buffer_size() > 2000)  # expect: ['pause'] True
    received = 0
    while received < size:
        received += len(await loop.sock_recv(theirs, 1 << 20))
    while len(protocol.log) == 1:
        await asyncio.sleep(0)
    print(received == size, protocol.log[0], protocol.log[1][1] <= 500)  # expect: True pause True
    print(len(protocol.log), transport.get_write_buffer_size())  # expect: 2 0

    # High water of nothing: any byte that stays is too much.
    transport.set_write_buffer_limits(high=0)
    print(transport.get_write_buffer_limits())  # expect: (0, 0)
    transport.close()
    theirs.close()

    # Streams: drain() comes back at once below, and waits above.
    ours, theirs = socket.socketpair()
    theirs.setblocking(False)
    reader, writer = await asyncio.open_connection(sock=ours)
    writer.write(b"little")
    await asyncio.wait_for(writer.drain(), 10)
    print(await loop.sock_recv(theirs, 100))  # expect: b'little'
    while writer.transport.get_write_buffer_size() <= 1 << 16:
        writer.write(b"y" * 100_000)
    draining = [asyncio.create_task(writer.drain()) for _ in range(2)]
    await asyncio.sleep(0.01)
    print([d.done() for d in draining])  # expect: [False, False]
    while not all(d.done() for d in draining):
        await loop.sock_recv(theirs, 1 << 20)
        await asyncio.sleep(0)
    print(writer.transport.get_write_buffer_size() <= 1 << 14)  # expect: True

    # Reading: paused by hand, and by a StreamReader that holds more than twice its limit.
    transport = writer.transport
    print(transport.is_reading())  # expect: True
    transport.pause_reading()
    transport.pause_reading()
    print(transport.is_reading())  # expect: False
    await loop.sock_sendall(theirs, b"unseen")
    try:
        await asyncio.wait_for(reader.read(100), 0.01)
    except TimeoutError:
        print("nothing")  # expect: nothing
    transport.resume_reading()
    print(await reader.read(100))  # expect: b'unseen'
    writer.transport.abort()
    theirs.close()

    ours, theirs = socket.socketpair()
    theirs.setblocking(False)
    reader, writer = await asyncio.open_connection(sock=ours, limit=10)
    await loop.sock_sendall(theirs, b"z" * 50)
    while writer.transport.is_reading():
        await asyncio.sleep(0)
    print(await reader.readexactly(45), writer.transport.is_reading())
    # expect: b'zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz' True
    writer.close()
    theirs.close()


asyncio.run(main())
