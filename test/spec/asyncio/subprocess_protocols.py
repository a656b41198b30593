# subprocess_exec and subprocess_shell with protocols of one's own.
import asyncio


class Protocol(asyncio.SubprocessProtocol):
    def __init__(self, loop):
        self.output = b""
        self.exited = loop.create_future()

    def pipe_data_received(self, fd, data):
        self.output += data

    def connection_lost(self, exc):
        self.exited.set_result(self.output)


async def main():
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.subprocess_exec(lambda: Protocol(loop), "echo", "one", stdin=None)
    print(await protocol.exited, transport.get_returncode())  # expect: b'one\n' 0
    transport, protocol = await loop.subprocess_shell(lambda: Protocol(loop), "cat; exit 3")
    transport.get_pipe_transport(0).write(b"two")
    transport.get_pipe_transport(0).close()
    print(await protocol.exited, transport.get_returncode())  # expect: b'two' 3


asyncio.run(main())
