"""Numbered datagrams, answered; those that get lost are sent again."""

import asyncio


class Server(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        self.transport.sendto(data.upper(), addr)


class Client(asyncio.DatagramProtocol):
    def __init__(self):
        self.answers = asyncio.Queue()

    def datagram_received(self, data, addr):
        self.answers.put_nowait(data)


async def main():
    loop = asyncio.get_running_loop()
    server, _ = await loop.create_datagram_endpoint(Server, local_addr=("127.0.0.1", 9000))
    transport, client = await loop.create_datagram_endpoint(Client, remote_addr=("127.0.0.1", 9000))
    for n in range(3):
        tries = 0
        while True:
            tries += 1
            transport.sendto(b"message %d" % n)
            try:
                async with asyncio.timeout(1):
                    print(await client.answers.get(), "after", tries)
                    break
            except TimeoutError:
                pass
    transport.close()
    server.close()


asyncio.run(main())
