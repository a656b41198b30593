"""A TLS client: port and certificate are the arguments; what it is sent goes to standard output."""

import asyncio
import socket
import ssl
import sys

port, certificate = int(sys.argv[1]), sys.argv[2]


async def main():
    trusting = ssl.create_default_context(cafile=certificate)
    reader, writer = await asyncio.open_connection("localhost", port, ssl=trusting)
    tls = writer.get_extra_info("ssl_object")
    print(tls.version(), tls.cipher()[2], tls.getpeercert()["subject"])
    writer.write(b"GET / HTTP/1.0\r\n\r\n")
    print((await reader.read()).split(b"\r\n")[0])
    writer.close()

    try:
        await asyncio.open_connection("localhost", port, ssl=ssl.create_default_context())
    except ssl.SSLCertVerificationError as error:
        print(error.verify_code, error.verify_message)
    try:
        await asyncio.open_connection("127.0.0.1", port, ssl=trusting, server_hostname="other.example")
    except ssl.SSLCertVerificationError as error:
        print(error.verify_code, error.verify_message)

    old = ssl.create_default_context(cafile=certificate)
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    with socket.create_connection(("127.0.0.1", port)) as plain:
        with old.wrap_socket(plain, server_hostname="localhost") as blocking:
            blocking.sendall(b"GET / HTTP/1.0\r\n\r\n")
            print(blocking.version(), blocking.recv(15))


asyncio.run(main())
