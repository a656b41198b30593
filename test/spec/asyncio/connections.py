# create_server and create_connection with protocols; connect_accepted_socket; all of Server.
import asyncio
import socket


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.transport.write(data.upper())


class Client(asyncio.Protocol):
    def __init__(self, loop):
        self.got = loop.create_future()
        self.lost = loop.create_future()

    def connection_made(self, transport):
        transport.write(b"hello")

    def data_received(self, data):
        self.got.set_result(data)

    def connection_lost(self, exc):
        self.lost.set_result(exc)


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Echo, "127.0.0.1", 0, start_serving=False)
    print(server.is_serving(), server.get_loop() is loop)  # expect: False True
    await server.start_serving()
    print(server.is_serving(), len(server.sockets))  # expect: True 1
    address = server.sockets[0].getsockname()

    transport, protocol = await loop.create_connection(lambda: Client(loop), *address)
    print(await protocol.got, transport.get_extra_info("peername") == address)  # expect: b'HELLO' True
    server.close_clients()
    print(await protocol.lost)  # expect: None

    transport, protocol = await loop.create_connection(lambda: Client(loop), *address)
    await protocol.got
    server.abort_clients()
    print(type(await protocol.lost).__name__ in ("NoneType", "ConnectionResetError"))  # expect: True

    serving = asyncio.create_task(server.serve_forever())
    await asyncio.sleep(0)
    server.close()
    await server.wait_closed()
    try:
        await serving
    except asyncio.CancelledError:
        print("cancelled", server.is_serving(), server.sockets)  # expect: cancelled False ()

    listener = socket.create_server(("127.0.0.1", 0))
    with socket.create_connection(listener.getsockname()) as raw:
        accepted, _ = listener.accept()
        transport, _ = await loop.connect_accepted_socket(Echo, accepted)
        raw.setblocking(False)
        await loop.sock_sendall(raw, b"raw")
        print(await loop.sock_recv(raw, 10))  # expect: b'RAW'
        transport.close()
    listener.close()


asyncio.run(main())
