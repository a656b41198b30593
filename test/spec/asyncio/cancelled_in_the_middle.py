# Each method of the loop that waits can be cancelled while it does, and leaves nothing behind.
import asyncio
import os
import socket
import ssl
import sys
import tempfile
import threading


def pair():
    one, other = socket.socketpair()
    one.setblocking(False)
    other.setblocking(False)
    return one, other


def listening(backlog=1):
    sock = socket.create_server(("127.0.0.1", 0), backlog=backlog)
    sock.setblocking(False)
    return sock


def fill(sock):
    """Nothing more can be written for now."""
    try:
        while True:
            sock.send(b"x" * 65536)
    except BlockingIOError:
        pass


async def cancel(what, *watched):
    """Cancels what waits; says how it ended, and whether any of the descriptors is still watched."""
    loop = asyncio.get_running_loop()
    task = asyncio.ensure_future(what)
    for _ in range(5):
        await asyncio.sleep(0)
    waiting = not task.done()
    task.cancel("enough")
    try:
        ended = await task
    except asyncio.CancelledError as error:
        ended = f"cancelled {error}"
    except Exception as error:
        ended = type(error).__name__
    left = [kind(fd) for fd in watched for kind in (loop.remove_reader, loop.remove_writer)]
    return "waited," if waiting else "did not wait,", ended, any(left)


class Silent(asyncio.Protocol):
    pass


async def main():
    loop = asyncio.get_running_loop()
    # A transport that is aborted after its sendfile() was cancelled complains.
    loop.set_exception_handler(lambda loop, context: None)

    # Sockets.
    one, other = pair()
    print(*await cancel(loop.sock_recv(one, 10), one))  # expect: waited, cancelled enough False
    print(*await cancel(loop.sock_recv_into(one, bytearray(10)), one))  # expect: waited, cancelled enough False
    print(*await cancel(loop.sock_recvfrom(one, 10), one))  # expect: waited, cancelled enough False
    print(*await cancel(loop.sock_recvfrom_into(one, bytearray(10)), one))  # expect: waited, cancelled enough False
    other.send(b"not lost")
    print(await loop.sock_recv(one, 100))  # expect: b'not lost'
    fill(one)
    print(*await cancel(loop.sock_sendall(one, b"more"), one))  # expect: waited, cancelled enough False
    with tempfile.TemporaryFile() as file:
        file.write(b"a file")
        file.seek(0)
        print(*await cancel(loop.sock_sendfile(one, file, fallback=True), one))  # expect: waited, cancelled enough False
    one.close()
    other.close()
    server = listening()
    print(*await cancel(loop.sock_accept(server), server))  # expect: waited, cancelled enough False
    client = socket.socket()
    client.setblocking(False)
    await loop.sock_connect(client, server.getsockname())
    accepted, _ = await loop.sock_accept(server)
    print(accepted.getpeername() == client.getsockname())  # expect: True
    accepted.close()
    client.close()

    # Names are looked up, and functions run, by the executor, which nobody can stop.
    go = threading.Event()
    print(*await cancel(loop.run_in_executor(None, go.wait)))  # expect: waited, cancelled enough False
    go.set()

    # Connections: the handshake of TLS waits for a peer that is silent.
    context = ssl.create_default_context()
    connecting = loop.create_connection(Silent, *server.getsockname(), ssl=context, server_hostname="localhost")
    print(*await cancel(connecting))  # expect: waited, cancelled enough False
    (await loop.sock_accept(server))[0].close()
    one, accepted = pair()
    print(*await cancel(loop.connect_accepted_socket(Silent, accepted, ssl=ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))))
    # expect: waited, cancelled enough False
    transport, protocol = await loop.create_connection(Silent, *server.getsockname())
    print(*await cancel(loop.start_tls(transport, protocol, context, server_hostname="localhost")))
    # expect: waited, cancelled enough False
    transport.abort()
    transport, protocol = await loop.create_connection(Silent, *server.getsockname())
    transport.set_write_buffer_limits(0)
    fill(transport.get_extra_info("socket")._sock)
    transport.write(b"x" * 10_000_000)
    with tempfile.TemporaryFile() as file:
        file.write(b"a file")
        file.seek(0)
        print(*await cancel(loop.sendfile(transport, file, fallback=True)))  # expect: waited, cancelled enough False
    transport.abort()
    one.close()
    server.close()

    # Servers.
    started = await loop.create_server(Silent, "127.0.0.1", 0, start_serving=False)
    print(*await cancel(started.serve_forever()))  # expect: waited, cancelled enough False
    print(started.is_serving())  # expect: False
    started = await loop.create_server(Silent, "127.0.0.1", 0)
    transport, _ = await loop.create_connection(Silent, *started.sockets[0].getsockname())
    while not started._clients:
        await asyncio.sleep(0.001)
    started.close()
    print(*await cancel(started.wait_closed()))  # expect: waited, cancelled enough False
    transport.abort()
    await started.wait_closed()

    # Children: one that is waited for goes on.
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "input()", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    print(*await cancel(child.wait()))  # expect: waited, cancelled enough False
    print(*await cancel(child.stdout.read()))  # expect: waited, cancelled enough False
    child.stdin.write(b"\n")
    _, ended = await asyncio.gather(child.communicate(), child.wait())
    print(ended)  # expect: 0

    # Pipes are connected at once, in a task of their own.
    reading, writing = os.pipe()
    for connect, fd, mode in ((loop.connect_read_pipe, reading, "rb"), (loop.connect_write_pipe, writing, "wb")):
        task = loop.create_task(connect(Silent, open(fd, mode, 0)))
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            print("cancelled before it began")
            # expect: cancelled before it began
            # expect: cancelled before it began


asyncio.run(main())
