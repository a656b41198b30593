import asyncio
import socket


async def main():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    a.setblocking(False)
    b.setblocking(False)
    got = loop.create_future()
    loop.add_reader(b, lambda: got.done() or got.set_result(b.recv(10)))
    loop.add_writer(a, lambda: (a.send(b"ready"), loop.remove_writer(a)))
    print(await got)  # expect: b'ready'
    print(loop.remove_reader(b), loop.remove_reader(b))  # expect: True False
    a.close()
    b.close()


asyncio.run(main())
