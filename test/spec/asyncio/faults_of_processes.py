# A server that is killed, a child that is killed, a full disk under a child, callbacks that never return.
import asyncio
import signal
import subprocess
import sys

SERVER = """
import socket, time
server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1], flush=True)
one, _ = server.accept()
one.sendall(b"half of the ans")
time.sleep(1000)
"""


async def killed_server():
    server = await asyncio.create_subprocess_exec(sys.executable, "-c", SERVER, stdout=subprocess.PIPE)
    port = int(await server.stdout.readline())
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    print(await reader.readexactly(4))  # expect: b'half'
    server.kill()
    print(await server.wait() == -signal.SIGKILL)  # expect: True
    try:
        await reader.readexactly(100)
    except asyncio.IncompleteReadError as error:
        print(error.partial)  # expect: b' of the ans'
    writer.close()
    await writer.wait_closed()
    try:
        await asyncio.open_connection("127.0.0.1", port)
    except ConnectionRefusedError:
        print("refused")  # expect: refused


async def killed_child():
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "print(input(), flush=True); input()",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    child.stdin.write(b"first\n")
    print(await child.stdout.readline())  # expect: b'first\n'
    asyncio.get_running_loop().call_soon(child.kill)
    out, _ = await child.communicate(b"x" * 1_000_000)
    print(out, child.returncode)  # expect: b'' -9
    # The exit may be noticed before the pipes' ends are: until both are, kill() says nothing.
    while True:
        try:
            child.kill()
        except ProcessLookupError:
            print("is gone")  # expect: is gone
            break
        await asyncio.sleep(0)


async def full_disk():
    with open("/dev/full", "wb") as full:
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-c", "print('x' * 100_000)", stdout=full, stderr=subprocess.PIPE
        )
        _, errors = await child.communicate()
    print(child.returncode, b"No space left on device" in errors)  # expect: 1 True


async def endless_callbacks():
    """Only a signal's handler ends it; the loop goes on with the next one."""
    loop = asyncio.get_running_loop()
    log = []
    loop.set_exception_handler(lambda loop, context: log.append(type(context["exception"]).__name__))

    def alarm(number, frame):
        raise TimeoutError("enough")

    def endless():
        while True:
            pass

    signal.signal(signal.SIGALRM, alarm)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    loop.call_soon(endless)
    loop.call_soon(log.append, "the next one")
    await asyncio.sleep(0)
    print(log)  # expect: ['TimeoutError', 'the next one']
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


asyncio.run(killed_server())
asyncio.run(killed_child())
asyncio.run(full_disk())
asyncio.run(endless_callbacks())


async def spins():
    try:
        while True:
            pass
    finally:
        print("on its way out")  # expect: on its way out


async def twice():
    signal.signal(signal.SIGALRM, lambda number, frame: signal.raise_signal(signal.SIGINT))
    signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
    await spins()


# The first SIGINT cancels the main task, which never looks; the second ends it then and there.
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    asyncio.run(twice())
except KeyboardInterrupt:
    print("interrupted")  # expect: interrupted
finally:
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
