"""A kernel in the manner of curio's: coroutines trap into it by what they yield, and it waits in a selector.

An echo server and three clients on real sockets, a task that is joined, one that sleeps.
"""
import collections
import heapq
import selectors
import socket
import time
import types


@types.coroutine
def trap(*request):
    return (yield request)


class Task:
    def __init__(self, coro):
        self.coro = coro
        self.joining = []
        self.result = None
        self.done = False

    async def join(self):
        if not self.done:
            await trap("join", self)
        return self.result


class Kernel:
    def __init__(self):
        self.ready = collections.deque()
        self.timers = []
        self.selector = selectors.DefaultSelector()

    def run(self, coro):
        main = self.spawn(coro)
        while not main.done:
            timeout = 0 if self.ready else self.timers[0][0] - time.monotonic() if self.timers else None
            for key, _ in self.selector.select(timeout):
                self.selector.unregister(key.fileobj)
                self.ready.append((key.data, None))
            while self.timers and self.timers[0][0] <= time.monotonic():
                self.ready.append((heapq.heappop(self.timers)[2], None))
            for _ in range(len(self.ready)):
                self.step(*self.ready.popleft())
        return main.result

    def spawn(self, coro):
        task = Task(coro)
        self.ready.append((task, None))
        return task

    def step(self, task, value):
        try:
            what, argument = task.coro.send(value)
        except StopIteration as end:
            task.done, task.result = True, end.value
            self.ready.extend((waiter, None) for waiter in task.joining)
            return
        if what == "spawn":
            self.ready.append((task, self.spawn(argument)))
        elif what == "join":
            argument.joining.append(task)
        elif what == "sleep":
            heapq.heappush(self.timers, (time.monotonic() + argument, id(task), task))
        else:
            self.selector.register(argument, what, task)


class Stream:
    def __init__(self, sock):
        self.sock = sock
        sock.setblocking(False)

    async def when_ready(self, event, call, *args):
        while True:
            try:
                return call(*args)
            except BlockingIOError:
                await trap(event, self.sock)

    async def receive(self):
        return await self.when_ready(selectors.EVENT_READ, self.sock.recv, 100)

    async def send(self, data):
        return await self.when_ready(selectors.EVENT_WRITE, self.sock.send, data)


async def echo(stream):
    while data := await stream.receive():
        await stream.send(data.upper())
    stream.sock.close()


async def serve(listener, count):
    accepting = Stream(listener)
    for _ in range(count):
        sock, _ = await accepting.when_ready(selectors.EVENT_READ, listener.accept)
        await trap("spawn", echo(Stream(sock)))


async def client(number, address):
    sock = socket.create_connection(address)
    stream = Stream(sock)
    await stream.send(b"client %d" % number)
    answer = await stream.receive()
    sock.close()
    return answer


async def main():
    listener = socket.create_server(("127.0.0.1", 0))
    server = await trap("spawn", serve(listener, 3))
    clients = [await trap("spawn", client(n, listener.getsockname())) for n in range(3)]
    for task in clients:
        print(await task.join())
    await server.join()
    listener.close()
    await trap("sleep", 0.01)
    return "over"


print(Kernel().run(main()))
