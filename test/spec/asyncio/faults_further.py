# Faults that are neither the network's nor the disk's: what ends a loop, what only one callback, and what the loop is worth after.
import asyncio
import errno
import gc
import os
import signal
import socket
import struct
import sys

contexts = []


def note(loop, context):
    error = context.get("exception")
    contexts.append((context["message"].split(" at ")[0].split(" <")[0].split("(")[0], type(error).__name__))


def taken():
    told = contexts[:]
    contexts.clear()
    return told


def raises(error):
    raise error


loop = asyncio.new_event_loop()
loop.set_exception_handler(note)

# SystemExit and KeyboardInterrupt leave run_forever() at once; what is ready stays, and the loop can go on.
log = []
for error in (SystemExit(3), KeyboardInterrupt("in a callback")):
    loop.call_soon(raises, error)
    loop.call_soon(log.append, "still ready")
    loop.call_soon(loop.stop)
    try:
        loop.run_forever()
    except BaseException as caught:
        print(caught is error, log, loop.is_running())
    loop.run_forever()
    print(log)
    log.clear()
# expect: True [] False
# expect: ['still ready']
# expect: True [] False
# expect: ['still ready']


# Out of a task as well: the task has it, and so has who ran the loop.
async def leaves():
    raise SystemExit("from a task")


task = loop.create_task(leaves())
try:
    loop.run_forever()
except SystemExit as error:
    print(error, task.done(), task.exception() is error)  # expect: from a task True True


# Other exceptions that are no Exception are reported like any.
class Odd(BaseException):
    pass


loop.call_soon(raises, Odd())
loop.call_soon(loop.stop)
loop.run_forever()
print(taken())  # expect: [('Exception in callback raises', 'Odd')]

# An exception handler that leaves by SystemExit ends the loop, too.
loop.set_exception_handler(lambda loop, context: raises(SystemExit("from the handler")))
loop.call_soon(raises, ValueError())
loop.call_soon(loop.stop)
try:
    loop.run_forever()
except SystemExit as error:
    print(error)  # expect: from the handler
loop.run_forever()
loop.set_exception_handler(note)


# A signal's handler that raises, in the middle of a callback: the callback is left, the others run.
def interrupted():
    try:
        signal.raise_signal(signal.SIGUSR1)
        log.append("not reached")
    finally:
        log.append("left")


signal.signal(signal.SIGUSR1, lambda number, frame: raises(LookupError("in the handler")))
loop.call_soon(interrupted)
loop.call_soon(log.append, "next")
loop.call_soon(loop.stop)
loop.run_forever()
print(log, taken())  # expect: ['left', 'next'] [('Exception in callback interrupted', 'LookupError')]
log.clear()

# A handler of the loop's that raises is a callback like any.
loop.add_signal_handler(signal.SIGUSR2, raises, KeyError("later"))
loop.call_soon(signal.raise_signal, signal.SIGUSR2)
loop.call_later(0.01, loop.stop)
loop.run_forever()
print(taken())  # expect: [('Exception in callback raises', 'KeyError')]
loop.remove_signal_handler(signal.SIGUSR2)
signal.signal(signal.SIGUSR1, signal.SIG_DFL)


# Protocols that raise: in connection_made it is reported and the connection stays, in data_received it ends the connection.
class Fails(asyncio.Protocol):
    def __init__(self, where):
        self.where = where
        self.lost = loop.create_future()

    def connection_made(self, transport):
        if self.where == "made":
            raise ValueError("made")

    def data_received(self, data):
        if self.where == "data":
            raise ValueError("data")
        log.append(data)

    def connection_lost(self, error):
        self.lost.set_result(type(error).__name__)
        if self.where == "lost":
            raise ValueError("lost")


async def protocols():
    for where in ("made", "data", "lost"):
        ours, theirs = socket.socketpair()
        theirs.setblocking(False)
        _, protocol = await loop.create_connection(lambda: Fails(where), sock=ours)
        await loop.sock_sendall(theirs, b"data")
        while not log and not protocol.lost.done():
            await asyncio.sleep(0)
        theirs.close()
        print(where, await protocol.lost, log, taken())
        await asyncio.sleep(0)
        print(taken())
        log.clear()


loop.run_until_complete(protocols())
# expect: made NoneType [b'data'] [('Exception in callback Fails.connection_made', 'ValueError')]
# expect: []
# expect: data ValueError [] [('Fatal error: protocol.data_received', 'ValueError')]
# expect: []
# expect: lost NoneType [b'data'] [('Exception in callback _SelectorSocketTransport._call_connection_lost', 'ValueError')]
# expect: []


# __del__ and weak references' callbacks that raise, in a callback.
class Dies:
    def __del__(self):
        raise ValueError("in __del__")


async def suspended():
    try:
        await loop.create_future()
    finally:
        raise ValueError("in finally")


def drops():
    Dies()
    coro = suspended()
    coro.send(None)
    del coro
    gc.collect()
    log.append("the callback ends")


unraisable = []
sys.unraisablehook = lambda args: unraisable.append(str(args.exc_value))
loop.call_soon(drops)
loop.call_soon(loop.stop)
loop.run_forever()
sys.unraisablehook = sys.__unraisablehook__
# Also what others left is found by gc.collect().
print(sorted(text for text in unraisable if text.startswith("in ")), log, taken())  # expect: ['in __del__', 'in finally'] ['the callback ends'] []
log.clear()


# A full disk under a pipe's transport: the protocol is told, the transport is closed.
class Writer(asyncio.BaseProtocol):
    def __init__(self):
        self.lost = loop.create_future()

    def connection_lost(self, error):
        self.lost.set_result(error)


async def full():
    protocol = Writer()
    transport, _ = await loop.connect_write_pipe(lambda: protocol, open("/dev/full", "wb", buffering=0))
    transport.write(b"something")
    error = await protocol.lost
    print(errno.errorcode[error.errno], transport.is_closing(), taken())  # expect: ENOSPC True []


loop.run_until_complete(full())


# A connection reset while data waits on both sides: what was there is read or lost, and both sides are told.
async def reset():
    server = await asyncio.start_server(lambda reader, writer: accepted.set_result((reader, writer)), "127.0.0.1", 0)
    accepted = loop.create_future()
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    theirs, back = await accepted
    waiting = asyncio.create_task(theirs.readexactly(100))
    await asyncio.sleep(0)
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
    try:
        await waiting
    except (ConnectionResetError, asyncio.IncompleteReadError) as error:
        print(type(error).__name__)  # expect: ConnectionResetError
    try:
        back.write(b"x")
        await back.drain()
    except ConnectionResetError as error:
        print(error)  # expect: [Errno 104] Connection reset by peer
    server.close()


loop.run_until_complete(reset())
loop.close()
