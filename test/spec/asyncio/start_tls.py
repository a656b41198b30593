import asyncio
import os
import ssl

# Key and certificate, self-signed, for these specs alone.
PEM = os.path.join(os.path.dirname(__file__), "localhost.pem")


async def main():
    for_server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    for_server.load_cert_chain(PEM)
    for_client = ssl.create_default_context(cafile=PEM)

    async def serve(reader, writer):
        print(await reader.readline())
        writer.write(b"go ahead\n")
        try:
            await writer.start_tls(for_server)
        except OSError:
            return writer.close()
        line = await reader.readline()
        writer.write(line.upper())
        await writer.drain()
        print("rest", await reader.read())
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"starttls\n")
    print(await reader.readline())
    plain = writer.transport
    await writer.start_tls(for_client, server_hostname="localhost")
    print(writer.transport is plain, type(writer.transport).__name__)
    print(writer.get_extra_info("ssl_object").version())
    print(writer.get_extra_info("peercert")["subject"])
    writer.write(b"secret\n")
    print(await reader.readline())
    writer.close()
    await writer.wait_closed()

    # The loop's own method, on a transport; a certificate that isn't trusted ends the handshake.
    loop = asyncio.get_running_loop()
    answered = loop.create_future()

    class Plain(asyncio.Protocol):
        def data_received(self, data):
            answered.set_result(data)

    transport, protocol = await loop.create_connection(Plain, "127.0.0.1", port)
    transport.write(b"starttls\n")
    print(await answered)
    try:
        await loop.start_tls(
            transport, protocol, ssl.create_default_context(), server_hostname="localhost"
        )
    except ssl.SSLError as e:
        print(type(e).__name__)
    try:
        await loop.start_tls(transport, protocol, None)
    except TypeError as e:
        print(str(e)[:32])
    server.close()


asyncio.run(main())
# expect: b'starttls\n'
# expect: b'go ahead\n'
# expect: False _SSLProtocolTransport
# expect: TLSv1.3
# expect: ((('commonName', 'localhost'),),)
# expect: b'SECRET\n'
# expect: rest b''
# expect: b'starttls\n'
# expect: b'go ahead\n'
# expect: SSLCertVerificationError
# expect: sslcontext is expected to be an
