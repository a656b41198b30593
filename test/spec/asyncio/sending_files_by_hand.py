# sendfile where the system can't: the fallback, and who doesn't want it; what stays in the buffer goes first.
import asyncio
import io
import socket
import tempfile

DATA = bytes(range(256)) * 2000


async def main():
    loop = asyncio.get_running_loop()
    received = asyncio.Queue()

    async def collect(reader, writer):
        received.put_nowait(await reader.read(-1))
        writer.close()

    server = await asyncio.start_server(collect, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()

    with tempfile.TemporaryFile() as file:
        file.write(DATA)
        file.seek(0)
        # Between other data, in order; the file stands behind what was sent.
        _, writer = await asyncio.open_connection(*address)
        writer.write(b"before" * 50_000)
        print(await loop.sendfile(writer.transport, file, 300_000), file.tell())  # expect: 212000 512000
        writer.write(b"after")
        writer.close()
        got = await received.get()
        print(got == b"before" * 50_000 + DATA[300_000:] + b"after")  # expect: True
        # Nothing is left of the file.
        _, writer = await asyncio.open_connection(*address)
        print(await loop.sendfile(writer.transport, file, len(DATA)))  # expect: 0
        # Sending twice at once, or from a transport that is closing, is an error.
        for count in (0, -1, "x"):
            try:
                await loop.sendfile(writer.transport, file, 0, count)
            except (ValueError, TypeError) as error:
                print(type(error).__name__, str(error)[:35])
        # expect: ValueError count must be a positive integer (g
        # expect: ValueError count must be a positive integer (g
        # expect: TypeError count must be a positive integer (g
        with tempfile.TemporaryFile("w+") as text:
            try:
                await loop.sendfile(writer.transport, text)
            except ValueError as error:
                print(error)  # expect: file should be opened in binary mode
        writer.close()
        try:
            await loop.sendfile(writer.transport, file)
        except RuntimeError as error:
            print(error)  # expect: Transport is closing
        print(await received.get())  # expect: b''

    # No file of the system: read and written, or refused.
    memory = io.BytesIO(DATA)
    _, writer = await asyncio.open_connection(*address)
    try:
        await loop.sendfile(writer.transport, memory, fallback=False)
    except asyncio.SendfileNotAvailableError as error:
        print(type(error).__name__)  # expect: SendfileNotAvailableError
    print(await loop.sendfile(writer.transport, memory, 10, 100_000), memory.tell())  # expect: 100000 100010
    writer.close()
    print(await received.get() == DATA[10:100_010])  # expect: True

    # A socket that is no transport.
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    theirs.setblocking(False)
    try:
        await loop.sock_sendfile(ours, memory, fallback=False)
    except asyncio.SendfileNotAvailableError as error:
        print(error)  # expect: not a regular file
    sending = asyncio.create_task(loop.sock_sendfile(ours, memory, 5))
    got = b""
    while len(got) < len(DATA) - 5:
        got += await loop.sock_recv(theirs, 1 << 16)
    print(await sending, got == DATA[5:], memory.tell())  # expect: 511995 True 512000
    ours.close()
    theirs.close()
    server.close()


asyncio.run(main())
