# packages: asgiref
import asyncio
import threading
import time

from asgiref.local import Local
from asgiref.sync import async_to_sync, sync_to_async
from asgiref.testing import ApplicationCommunicator

local = Local()


def blocking(n):
    time.sleep(0.001)
    return n * 2, threading.current_thread() is threading.main_thread()


async def application(scope, receive, send):
    message = await receive()
    await send({'type': 'http.response.start', 'status': 200, 'path': scope['path'], 'got': message['body']})
    await send({'type': 'http.response.body', 'body': b'bye'})


async def main():
    local.value = 'kept'
    print(await sync_to_async(blocking, thread_sensitive=False)(21))  # expect: (42, False)
    print(await sync_to_async(lambda: local.value)())  # expect: kept
    asgi = ApplicationCommunicator(application, {'type': 'http', 'path': '/x'})
    await asgi.send_input({'type': 'http.request', 'body': b'hi'})
    print(await asgi.receive_output())
    # expect: {'type': 'http.response.start', 'status': 200, 'path': '/x', 'got': b'hi'}
    print((await asgi.receive_output())['body'])  # expect: b'bye'
    await asgi.wait()


async def double(n):
    await asyncio.sleep(0)
    return n * 2


asyncio.run(main())
print(async_to_sync(double)(4))  # expect: 8
