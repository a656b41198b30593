# One direction ends, the other goes on.
import asyncio
import socket


class Server(asyncio.Protocol):
    keeps_open = True

    def __init__(self):
        self.got = b""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.got += data

    def eof_received(self):
        self.transport.write(b"after the end: " + self.got)
        if self.keeps_open:
            asyncio.get_running_loop().call_soon(self.transport.write, b", and more")
            asyncio.get_running_loop().call_soon(self.transport.close)
        return self.keeps_open


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Server, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    for Server.keeps_open in (True, False):
        reader, writer = await asyncio.open_connection(*address)
        writer.write(b"one ")
        writer.write(b"way")
        print(writer.can_write_eof())  # expect: True
        writer.write_eof()
        writer.write_eof()
        try:
            writer.write(b"too late")
        except RuntimeError as error:
            print(error)  # expect: Cannot call write() after write_eof()
        print(await reader.read())  # expect: b'after the end: one way, and more'
        print(reader.at_eof(), writer.is_closing())  # expect: True False
        writer.close()
        await writer.wait_closed()
    # expect: True
    # expect: Cannot call write() after write_eof()
    # expect: b'after the end: one way'
    # expect: True False

    # All that is in the buffer goes out first.
    ours, theirs = socket.socketpair()
    theirs.setblocking(False)
    reader, writer = await asyncio.open_connection(sock=ours)
    while not writer.transport.get_write_buffer_size():
        writer.write(b"x" * 100_000)
    writer.write_eof()
    tail = b""
    while data := await loop.sock_recv(theirs, 1 << 20):
        tail = (tail + data)[-3:]
    print(tail)  # expect: b'xxx'
    # The other direction still works.
    await loop.sock_sendall(theirs, b"answer")
    theirs.shutdown(socket.SHUT_WR)
    print(await reader.read())  # expect: b'answer'
    writer.close()
    theirs.close()
    server.close()


asyncio.run(main())
