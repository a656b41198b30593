# packages: starlette anyio sniffio idna typing-extensions
import asyncio

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Route


async def home(request):
    return JSONResponse({'path': request.url.path, 'q': dict(request.query_params)})


async def item(request):
    return PlainTextResponse(f"item {request.path_params['n'] + 1}")


async def stream(request):
    async def parts():
        for i in range(3):
            await asyncio.sleep(0)
            yield f'part {i};'

    return StreamingResponse(parts())


async def post(request):
    return JSONResponse({'sum': sum((await request.json())['numbers'])})


def sync(request):
    return PlainTextResponse('from a thread')


app = Starlette(
    routes=[
        Route('/', home),
        Route('/item/{n:int}', item),
        Route('/stream', stream),
        Route('/post', post, methods=['POST']),
        Route('/sync', sync),
    ],
    middleware=[Middleware(GZipMiddleware, minimum_size=1000)],
)


async def ask(method, path, query=b'', body=b''):
    messages = []
    sent = [{'type': 'http.request', 'body': body, 'more_body': False}]

    async def receive():
        if sent:
            return sent.pop()
        await asyncio.sleep(60)

    async def send(message):
        messages.append(message)

    scope = {
        'type': 'http',
        'asgi': {'version': '3.0'},
        'http_version': '1.1',
        'method': method,
        'path': path,
        'raw_path': path.encode(),
        'root_path': '',
        'scheme': 'http',
        'query_string': query,
        'headers': [(b'host', b'example.com')],
        'server': ('example.com', 80),
        'client': ('127.0.0.1', 1),
    }
    await app(scope, receive, send)
    return messages[0]['status'], b''.join(m.get('body', b'') for m in messages[1:])


async def main():
    print(await ask('GET', '/', b'a=1&b=2'))  # expect: (200, b'{"path":"/","q":{"a":"1","b":"2"}}')
    print(await ask('GET', '/item/41'))  # expect: (200, b'item 42')
    print(await ask('GET', '/stream'))  # expect: (200, b'part 0;part 1;part 2;')
    print(await ask('POST', '/post', body=b'{"numbers": [1, 2, 3]}'))  # expect: (200, b'{"sum":6}')
    print(await ask('GET', '/post'))  # expect: (405, b'Method Not Allowed')
    print(await ask('GET', '/missing'))  # expect: (404, b'Not Found')
    print(await ask('GET', '/sync'))  # expect: (200, b'from a thread')


asyncio.run(main())
