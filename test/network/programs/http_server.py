"""HTTP by hand over asyncio.start_server: GET answers the path, POST the length and a digest of the body."""

import asyncio
import hashlib
import ssl
import sys


async def read_body(reader, headers):
    if headers.get("transfer-encoding") == "chunked":
        body = b""
        while size := int(await reader.readline(), 16):
            body += await reader.readexactly(size)
            await reader.readline()
        await reader.readline()
        return body
    return await reader.readexactly(int(headers.get("content-length", 0)))


async def serve(reader, writer):
    while request := await reader.readline():
        method, path, _ = request.decode().split(" ")
        headers = {}
        while (line := await reader.readline()).strip():
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()
        if headers.get("expect") == "100-continue":
            writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        body = await read_body(reader, headers)
        if path == "/big":
            answer = b"x" * 3_000_000
        elif path == "/reset":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")
            await writer.drain()
            writer.transport.abort()
            return
        elif method == "POST":
            answer = f"{len(body)} {hashlib.sha256(body).hexdigest()}".encode()
        else:
            answer = path.encode()
        keep = headers.get("connection", "keep-alive").lower() != "close" and " HTTP/1.0" not in request.decode()
        keep = keep or headers.get("connection", "").lower() == "keep-alive"
        connection = b"keep-alive" if keep else b"close"
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: %s\r\n\r\n" % (len(answer), connection))
        writer.write(answer)
        await writer.drain()
        if not keep:
            break
    writer.close()


async def main():
    context = None
    if len(sys.argv) > 1:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        context.set_alpn_protocols(["http/1.1"])
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
