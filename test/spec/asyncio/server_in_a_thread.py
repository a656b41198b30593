import asyncio
import socket
import threading

listener = socket.create_server(("127.0.0.1", 0))


def serve():
    connection, _ = listener.accept()
    with connection, connection.makefile("rb") as lines:
        first = lines.readline()
        rest = lines.read(5)
        connection.sendall(first.upper() + rest)


async def talk():
    reader, writer = await asyncio.open_connection(*listener.getsockname())
    for part in (b"he", b"llo\nfi", b"v"):
        writer.write(part)
        await asyncio.sleep(0.01)
    writer.write(b"e!")
    print(await reader.read())  # expect: b'HELLO\nfive!'
    writer.close()
    await writer.wait_closed()


thread = threading.Thread(target=serve)
thread.start()
asyncio.run(talk())
thread.join()
listener.close()
