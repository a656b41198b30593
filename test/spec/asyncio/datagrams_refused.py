"""A datagram that nobody takes: who is connected hears of it."""
import asyncio
import socket

free = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
free.bind(("127.0.0.1", 0))
nobody = free.getsockname()
free.close()

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
    client.connect(nobody)
    print(client.getsockname()[0], client.getpeername() == nobody)  # expect: 127.0.0.1 True
    client.send(b"anybody?")
    client.settimeout(10)
    try:
        client.recv(100)
    except ConnectionRefusedError as error:
        print(error)  # expect: [Errno 111] Connection refused
    # It can be connected anew, and answers come.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        client.connect(server.getsockname())
        client.send(b"hello")
        data, address = server.recvfrom(100)
        print(data, address == client.getsockname())  # expect: b'hello' True
        server.sendto(b"back", address)
        print(client.recv(100))  # expect: b'back'


class Protocol(asyncio.DatagramProtocol):
    def __init__(self):
        self.refused = asyncio.get_running_loop().create_future()

    def error_received(self, exc):
        self.refused.set_result(exc)


async def main():
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.create_datagram_endpoint(Protocol, remote_addr=nobody)
    transport.sendto(b"anybody?")
    print(await protocol.refused)  # expect: [Errno 111] Connection refused
    transport.close()


asyncio.run(main())
