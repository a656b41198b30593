# Connections that can't be made: what is raised, from where, and that nothing of them stays.
import asyncio
import selectors
import socket
import traceback


def where(e):
    return *(frame.name for frame in traceback.extract_tb(e.__traceback__)), traceback.extract_tb(e.__traceback__)[-1].line


def unused_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Broken(asyncio.Protocol):
    def connection_made(self, transport):
        raise ValueError("not wanted")


async def main():
    loop = asyncio.get_running_loop()
    reports = []
    loop.set_exception_handler(lambda loop, context: reports.append((context["message"].split(".")[-1][:40], repr(context["exception"]))))
    port = unused_port()
    try:
        await asyncio.open_connection("127.0.0.1", port)
    except ConnectionRefusedError as e:
        print(str(e).replace(str(port), "N"))  # expect: [Errno 111] Connect call failed ('127.0.0.1', N)
        print(*where(e), sep=" | ")
        # expect: main | open_connection | create_connection | create_connection | _connect_sock | sock_connect | _sock_connect_cb | raise OSError(err, f'Connect call failed {address}')

    try:
        await asyncio.open_connection("127.0.0.1", 70000)
    except OverflowError as e:
        print(e)  # expect: connect(): port must be 0-65535.
        print(*where(e), sep=" | ")
        # expect: main | open_connection | create_connection | _connect_sock | sock_connect | _sock_connect | sock.connect(address)

    server = await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    # Cancelled at once, and while it connects.
    for turns in range(4):
        task = asyncio.create_task(asyncio.open_connection(*address))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            writing = [key for key in loop._selector.get_map().values() if key.events & selectors.EVENT_WRITE]
            print("cancelled", writing)
            # expect: cancelled []
            # expect: cancelled []
            # expect: cancelled []
            # expect: cancelled []
    # A descriptor that a transport has can't be watched by hand.
    reader, writer = await asyncio.open_connection(*address)
    try:
        loop.add_reader(writer.get_extra_info("socket").fileno(), print)
    except RuntimeError as e:
        print(str(e)[:15])  # expect: File descriptor
    try:
        await loop.create_connection(asyncio.Protocol, sock=writer.transport._sock)
    except RuntimeError as e:
        print(str(e)[:15], *where(e)[:-1])
        # expect: File descriptor main create_connection _create_connection_transport _make_socket_transport _ensure_fd_no_transport
    writer.close()

    # Protocols and callbacks that fail.
    transport, protocol = await loop.create_connection(Broken, *address)
    print(reports.pop(), transport.is_closing())  # expect: ('connection_made()', "ValueError('not wanted')") False
    transport.close()
    for callback in (lambda reader: None), len, server:
        failing = await asyncio.start_server(callback, "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*failing.sockets[0].getsockname())
        while not reports:
            await asyncio.sleep(0)
        print(reports.pop())
        # expect: ('connection_made()', "TypeError('main.<locals>.<lambda>() takes 1 positional argument but 2 were given')")
        # expect: ('connection_made()', "TypeError('len() takes exactly one argument (2 given)')")
        # expect: ('connection_made()', 'TypeError("\'Server\' object is not callable")')
        writer.close()
        failing.close()

    async def one(reader):
        pass

    failing = await asyncio.start_server(one, "127.0.0.1", 0)
    loop.set_exception_handler(lambda loop, context: reports.append(context["exception"]))
    reader, writer = await asyncio.open_connection(*failing.sockets[0].getsockname())
    while not reports:
        await asyncio.sleep(0)
    print(reports[0])  # expect: main.<locals>.one() takes 1 positional argument but 2 were given
    print(*where(reports.pop())[-2:], sep=" | ")  # expect: connection_made | res = self._client_connected_cb(reader, writer)
    writer.close()
    failing.close()
    server.close()


asyncio.run(main())
