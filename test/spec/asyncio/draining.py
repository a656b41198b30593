# drain() asks the reader, the transport and the protocol, whoever replaces them.
import asyncio
from asyncio import streams


async def serve(reader, writer):
    await reader.read()
    writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    for _ in range(3):
        print(await writer.drain())
        # expect: None
        # expect: None
        # expect: None

    reader.exception = lambda: print("asked for an exception")
    await writer.drain()  # expect: asked for an exception
    del reader.exception
    writer.transport.is_closing = lambda: print("asked whether it closes")
    await writer.drain()  # expect: asked whether it closes
    del writer.transport.is_closing

    was = streams.FlowControlMixin._drain_helper

    async def helper(self):
        print("asked whether it is paused")
        await was(self)

    streams.FlowControlMixin._drain_helper = helper
    await writer.drain()  # expect: asked whether it is paused
    streams.FlowControlMixin._drain_helper = was

    protocol = writer.transport.get_protocol()
    protocol.pause_writing()
    task = asyncio.create_task(writer.drain())
    await asyncio.sleep(0)
    print(task.done(), len(protocol._drain_waiters))  # expect: False 1
    protocol.resume_writing()
    await task
    print(len(protocol._drain_waiters))  # expect: 0

    reader.set_exception(OSError("broken"))
    try:
        await writer.drain()
    except OSError as e:
        print(e)  # expect: broken
    reader._exception = None
    writer.close()
    await writer.wait_closed()
    try:
        await writer.drain()
    except ConnectionResetError as e:
        print(e)  # expect: Connection lost
    server.close()


asyncio.run(main())
