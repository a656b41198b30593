"""A kernel in the manner of trio's: nurseries, cancel scopes, epoll, and a socket pair by which threads wake it.

A task waits for a socket until its scope is cancelled by a deadline; another for a thread; a failing one cancels its sibling.
"""
import select
import socket
import threading
import time
import types
from collections import deque


class Cancelled(BaseException):
    pass


@types.coroutine
def wait_rescheduled(abort):
    return (yield abort)


class Task:
    def __init__(self, coro, name, nursery):
        self.coro, self.name, self.nursery = coro, name, nursery
        self.scopes = list(nursery.scopes) if nursery else []
        self.abort = None


class Scope:
    def __init__(self, timeout=None):
        self.deadline = None if timeout is None else time.monotonic() + timeout
        self.cancelled = self.caught = False
        self.tasks = set()

    def __enter__(self):
        current.task.scopes.append(self)
        self.tasks.add(current.task)
        kernel.scopes.add(self)
        return self

    def __exit__(self, kind, error, traceback):
        kernel.scopes.discard(self)
        self.tasks.discard(current.task)
        current.task.scopes.remove(self)
        self.caught = self.cancelled and kind is Cancelled
        return self.caught

    def cancel(self):
        self.cancelled = True
        for task in self.tasks:
            if task.abort is not None:
                task.abort()
                task.abort = None
                kernel.reschedule(task, error=Cancelled())


class Nursery:
    def __init__(self):
        self.scope = Scope()
        self.children = set()
        self.errors = []
        self.parent = None

    async def __aenter__(self):
        self.scope.__enter__()
        self.scopes = list(current.task.scopes)
        return self

    def start(self, function, *args):
        task = kernel.spawn(function(*args), function.__name__, self)
        self.children.add(task)
        for scope in task.scopes:
            scope.tasks.add(task)

    def ended(self, task, error):
        self.children.discard(task)
        for scope in task.scopes:
            scope.tasks.discard(task)
        if error is not None and not isinstance(error, Cancelled):
            self.errors.append(error)
            self.scope.cancel()
        if not self.children and self.parent is not None:
            kernel.reschedule(self.parent)

    async def __aexit__(self, *error):
        while self.children:
            self.parent = current.task
            try:
                await wait_rescheduled(lambda: None)
            except Cancelled:
                pass
        self.scope.__exit__(None, None, None)
        if self.errors:
            raise ExceptionGroup("nursery", self.errors)


class Kernel:
    def __init__(self):
        self.ready = deque()
        self.scopes = set()
        self.epoll = select.epoll()
        self.waiting = {}
        self.queue = deque()
        self.wakes, self.woken = socket.socketpair()
        self.epoll.register(self.woken, select.EPOLLIN)

    def spawn(self, coro, name, nursery=None):
        task = Task(coro, name, nursery)
        self.reschedule(task)
        return task

    def reschedule(self, task, value=None, error=None):
        self.ready.append((task, value, error))

    def from_thread(self, call):
        self.queue.append(call)
        self.wakes.send(b"!")

    async def readable(self, sock):
        fd = sock.fileno()
        self.waiting[fd] = current.task
        self.epoll.register(fd, select.EPOLLIN | select.EPOLLONESHOT)
        try:
            await wait_rescheduled(lambda: None)
        finally:
            del self.waiting[fd]
            self.epoll.unregister(fd)

    def run(self, coro):
        main = self.spawn(coro, "main")
        while True:
            deadline = min((s.deadline for s in self.scopes if s.deadline is not None and not s.cancelled), default=None)
            timeout = 0 if self.ready else -1 if deadline is None else max(0, deadline - time.monotonic())
            for fd, _ in self.epoll.poll(timeout):
                if fd == self.woken.fileno():
                    self.woken.recv(100)
                else:
                    self.reschedule(self.waiting[fd])
            while self.queue:
                self.queue.popleft()()
            for scope in list(self.scopes):
                if scope.deadline is not None and not scope.cancelled and scope.deadline <= time.monotonic():
                    scope.cancel()
            for _ in range(len(self.ready)):
                task, value, error = self.ready.popleft()
                current.task, task.abort, failure = task, None, None
                try:
                    task.abort = task.coro.send(value) if error is None else task.coro.throw(error)
                    continue
                except StopIteration as end:
                    if task is main:
                        return end.value
                except (Exception, Cancelled) as e:
                    if task is main:
                        raise
                    failure = e
                task.nursery.ended(task, failure)


current = types.SimpleNamespace(task=None)
kernel = Kernel()


async def in_thread(function):
    task = current.task

    def work():
        result = function()
        kernel.from_thread(lambda: kernel.reschedule(task, result))

    threading.Thread(target=work).start()
    return await wait_rescheduled(lambda: None)


async def reader(sock):
    with Scope(0.05) as scope:
        await kernel.readable(sock)
    print("timed out:", scope.caught)


async def computes():
    print("from a thread:", await in_thread(lambda: sum(range(10))))


async def fails():
    await in_thread(lambda: None)
    raise ValueError("failed")


async def sibling(sock):
    try:
        await kernel.readable(sock)
    except Cancelled:
        print("the sibling is cancelled")
        raise


async def main():
    a, b = socket.socketpair()
    async with Nursery() as nursery:
        nursery.start(computes)
    async with Nursery() as nursery:
        nursery.start(reader, a)
    try:
        async with Nursery() as nursery:
            nursery.start(sibling, b)
            nursery.start(fails)
    except* ValueError as group:
        print("failed:", *group.exceptions)
    return "over"


print(kernel.run(main()))
