# packages: anyio sniffio idna typing-extensions exceptiongroup
import anyio
from anyio import (
    CapacityLimiter,
    Event,
    Lock,
    connect_tcp,
    create_memory_object_stream,
    create_task_group,
    create_tcp_listener,
    fail_after,
    move_on_after,
    sleep,
    to_thread,
)


async def producer(stream):
    async with stream:
        for i in range(3):
            await stream.send(i)


async def consumer(name, stream, out):
    async with stream:
        async for item in stream:
            out.append((name, item))


async def serve(client):
    async with client:
        data = await client.receive()
        await client.send(data.upper())


async def main():
    send, receive = create_memory_object_stream(1)
    out = []
    async with create_task_group() as tg:
        tg.start_soon(producer, send)
        tg.start_soon(consumer, 'c', receive, out)
    print(out)  # expect: [('c', 0), ('c', 1), ('c', 2)]

    with move_on_after(0.01) as scope:
        await sleep(10)
    print(scope.cancel_called)  # expect: True
    try:
        with fail_after(0.01):
            await Event().wait()
    except TimeoutError:
        print('timed out')  # expect: timed out

    print(await to_thread.run_sync(sum, [1, 2, 3], limiter=CapacityLimiter(1)))  # expect: 6

    lock = Lock()
    order = []

    async def locked(n):
        async with lock:
            order.append(n)
            await sleep(0)

    async with create_task_group() as tg:
        for n in range(3):
            tg.start_soon(locked, n)
    print(order)  # expect: [0, 1, 2]

    async with await create_tcp_listener(local_host='127.0.0.1') as listener:
        port = listener.extra(anyio.abc.SocketAttribute.local_port)
        async with create_task_group() as tg:
            tg.start_soon(listener.serve, serve)
            async with await connect_tcp('127.0.0.1', port) as client:
                await client.send(b'hello')
                print(await client.receive())  # expect: b'HELLO'
            tg.cancel_scope.cancel()


anyio.run(main)
