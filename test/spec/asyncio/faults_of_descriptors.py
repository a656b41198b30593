import asyncio
import errno
import os
import resource
import socket

failures = []


def use_up():
    """All descriptors that are left."""
    held = []
    try:
        while True:
            held.append(os.open("/dev/null", os.O_RDONLY))
    except OSError as error:
        assert error.errno == errno.EMFILE
    return held


async def echo(reader, writer):
    writer.write(await reader.readline())
    writer.close()


async def refused(what):
    try:
        await what
    except OSError as error:
        return errno.errorcode.get(error.errno, str(error).partition(" out of")[0])


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: failures.append((context["message"], context["exception"].errno)))
    asyncio.constants.ACCEPT_RETRY_DELAY = 0.01
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    client = socket.socket()
    client.setblocking(False)
    await asyncio.sleep(0)

    held = use_up()
    print(await refused(asyncio.open_connection(*address)))  # expect: EMFILE
    print(await refused(asyncio.start_server(echo, "127.0.0.1", 0)))  # expect: could not bind on any address
    print(await refused(asyncio.create_subprocess_exec("true")))  # expect: EMFILE

    # Nobody can be accepted: that is said, and tried again until there are descriptors.
    await loop.sock_connect(client, address)
    await loop.sock_sendall(client, b"patience\n")
    while not failures:
        await asyncio.sleep(0.001)
    print(set(failures) == {("socket.accept() out of system resource", errno.EMFILE)})  # expect: True
    for fd in held:
        os.close(fd)
    print(await loop.sock_recv(client, 100))  # expect: b'patience\n'
    client.close()
    server.close()
    await server.wait_closed()


soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (64, hard))
asyncio.run(main())
resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
