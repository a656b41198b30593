"""A server on h11, the HTTP/1.1 library: echoes the body, or says hello."""

import asyncio

import h11


async def serve(reader, writer):
    connection = h11.Connection(h11.SERVER)

    async def next_event():
        while (event := connection.next_event()) is h11.NEED_DATA:
            connection.receive_data(await reader.read(65536))
        return event

    while True:
        request = await next_event()
        if not isinstance(request, h11.Request):
            break
        body = b""
        while not isinstance(event := await next_event(), h11.EndOfMessage):
            body += event.data
        answer = body or b"hello from " + request.target
        headers = [("content-length", str(len(answer))), ("x-method", request.method)]
        for part in (h11.Response(status_code=200, headers=headers), h11.Data(data=answer), h11.EndOfMessage()):
            writer.write(connection.send(part))
        await writer.drain()
        if connection.our_state is h11.MUST_CLOSE:
            break
        connection.start_next_cycle()
    writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
