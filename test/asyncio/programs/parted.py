"""Datagrams sent every half a second to two ports, one of which is cut off for a while."""

import asyncio


class Collect(asyncio.DatagramProtocol):
    def __init__(self, got):
        self.got = got

    def datagram_received(self, data, address):
        self.got.append(data.decode())


async def main():
    loop = asyncio.get_running_loop()
    got = {port: [] for port in (9000, 9001)}
    for port, into in got.items():
        await loop.create_datagram_endpoint(lambda into=into: Collect(into), local_addr=("127.0.0.1", port))
    sender, _ = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, local_addr=("127.0.0.1", 0))
    for half in range(6):
        await asyncio.sleep(0.25 + half / 2 - loop.time())
        for port in got:
            sender.sendto(str(loop.time()).encode(), ("127.0.0.1", port))
    await asyncio.sleep(1)
    for port, times in got.items():
        print(port, *times)


asyncio.run(main())
