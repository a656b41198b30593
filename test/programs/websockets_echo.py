# packages: websockets
import asyncio

import websockets


async def echo(connection):
    async for message in connection:
        await connection.send(message[::-1])


async def main():
    async with websockets.serve(echo, '127.0.0.1', 0) as server:
        port = server.sockets[0].getsockname()[1]
        async with websockets.connect(f'ws://127.0.0.1:{port}') as connection:
            await connection.send('hello')
            print(await connection.recv())  # expect: olleh
            await connection.send(b'\x00\x01' * 40000)
            print(len(await connection.recv()))  # expect: 80000
            pong = await connection.ping()
            await asyncio.wait_for(pong, 10)
            print('pong')  # expect: pong
        print(connection.close_code, connection.closed)  # expect: 1000 True
        try:
            await connection.send('late')
        except websockets.ConnectionClosedOK as e:
            print(type(e).__name__)  # expect: ConnectionClosedOK


asyncio.run(main())
