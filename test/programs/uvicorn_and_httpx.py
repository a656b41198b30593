# packages: uvicorn click h11 httpx httpcore certifi idna sniffio anyio typing-extensions rfc3986
import asyncio

import httpx
import uvicorn


async def app(scope, receive, send):
    message = await receive()
    await send({'type': 'http.response.start', 'status': 200, 'headers': [(b'content-type', b'text/plain')]})
    await send({'type': 'http.response.body', 'body': scope['path'].encode() + b' ' + message['body']})


async def main():
    config = uvicorn.Config(
        app, host='127.0.0.1', port=0, log_level='critical', lifespan='off', http='h11', ws='none', loop='asyncio'
    )
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    async with httpx.AsyncClient(base_url=f'http://127.0.0.1:{port}', trust_env=False) as client:
        answers = await asyncio.gather(*(client.post(f'/{i}', content=b'x' * i) for i in range(3)))
        print([a.text for a in answers])  # expect: ['/0 ', '/1 x', '/2 xx']
        print(answers[0].status_code, answers[0].headers['content-type'])  # expect: 200 text/plain
    server.should_exit = True
    await running
    async with httpx.AsyncClient(app=app, base_url='http://inside') as client:
        print((await client.get('/asgi')).text)  # expect: /asgi


asyncio.run(main())
