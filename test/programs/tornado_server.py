# packages: tornado
import asyncio

import tornado.httpserver
import tornado.template
import tornado.testing
import tornado.web
import tornado.websocket
from tornado.httpclient import AsyncHTTPClient, HTTPClientError


class Main(tornado.web.RequestHandler):
    async def get(self):
        await asyncio.sleep(0)
        self.set_header('X-Name', self.get_argument('name', 'nobody'))
        self.write({'hello': self.get_argument('name', 'nobody')})

    def post(self):
        self.write(self.request.body[::-1])


class Echo(tornado.websocket.WebSocketHandler):
    def on_message(self, message):
        self.write_message(f'you said {message}')


async def main():
    app = tornado.web.Application([('/', Main), ('/ws', Echo)])
    socket, port = tornado.testing.bind_unused_port()
    server = tornado.httpserver.HTTPServer(app)
    server.add_sockets([socket])
    client = AsyncHTTPClient()
    url = f'http://127.0.0.1:{port}/'
    answer = await client.fetch(url + '?name=Ada')
    print(answer.code, answer.body, answer.headers['X-Name'])  # expect: 200 b'{"hello": "Ada"}' Ada
    answer = await client.fetch(url, method='POST', body=b'abc')
    print(answer.body)  # expect: b'cba'
    try:
        await client.fetch(url + 'missing')
    except HTTPClientError as e:
        print(e)  # expect: HTTP 404: Not Found
    ws = await tornado.websocket.websocket_connect(f'ws://127.0.0.1:{port}/ws')
    await ws.write_message('hi')
    print(await ws.read_message())  # expect: you said hi
    ws.close()
    server.stop()
    await server.close_all_connections()
    template = tornado.template.Template('{% for n in names %}<b>{{ n }}</b>{% end %}')
    print(template.generate(names=['a', '<b>']))  # expect: b'<b>a</b><b>&lt;b&gt;</b>'


import logging

logging.getLogger('tornado.access').setLevel(logging.CRITICAL)
asyncio.run(main())
