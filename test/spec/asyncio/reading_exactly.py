# readexactly() waits in its own frames, which can be looked at, thrown into and changed while they wait.
import asyncio
import sys
import traceback


def stack(task):
    coroutine, names = task.get_coro(), []
    while coroutine is not None and hasattr(coroutine, "cr_frame"):
        names.append(f"{coroutine.cr_code.co_name}:{coroutine.cr_frame.f_lineno - coroutine.cr_code.co_firstlineno}")
        coroutine = coroutine.cr_await
    return *names, type(coroutine).__name__


def where(e):
    return *(frame.name for frame in traceback.extract_tb(e.__traceback__)), traceback.extract_tb(e.__traceback__)[-1].line


class Own(asyncio.StreamReader):
    async def _wait_for_data(self, name):
        print("own", name)
        await super()._wait_for_data(name)


async def main():
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(loop=loop)

    async def take(n, reader=reader):
        return await reader.readexactly(n)

    async def begin(n, reader=reader):
        task = asyncio.create_task(take(n, reader))
        await asyncio.sleep(0)
        return task

    for i in range(3):
        task = await begin(4)
        reader.feed_data(b"ab")
        await asyncio.sleep(0)
        reader.feed_data(b"cdef")
        print(await task, bytes(reader._buffer), reader._waiter)
        # expect: b'abcd' b'ef' None
        # expect: b'abcd' b'ef' None
        # expect: b'abcd' b'ef' None
        reader._buffer.clear()

    task = await begin(2)
    names = stack(task)
    print(*(name.split(":")[0] for name in names))  # expect: take readexactly _wait_for_data FutureIter
    inner = task.get_coro().cr_await
    print(inner.cr_frame.f_locals["n"], inner.cr_await.cr_frame.f_locals["func_name"])  # expect: 2 readexactly
    print(inner.cr_await.cr_await is not None, inner.cr_await.cr_frame.f_locals["self"] is reader)  # expect: True True
    try:
        await take(1)
    except RuntimeError as e:
        print(e)  # expect: readexactly() called while another coroutine is already waiting for incoming data
        print(*where(e), sep=" | ")  # expect: main | take | readexactly | _wait_for_data | raise RuntimeError(
    task.cancel()
    try:
        await task
    except asyncio.CancelledError as e:
        print(*where(e), sep=" | ")  # expect: main | take | readexactly | _wait_for_data | await self._waiter
    print(reader._waiter)  # expect: None

    task = await begin(2)
    reader.set_exception(OSError("broken"))
    try:
        await task
    except OSError as e:
        print(e, *where(e), sep=" | ")  # expect: broken | main | take | readexactly | _wait_for_data | await self._waiter
    try:
        await take(2)
    except OSError as e:
        print(e, *where(e), sep=" | ")
        # expect: broken | main | take | readexactly | main | take | readexactly | _wait_for_data | await self._waiter
    reader._exception = None

    task = await begin(5)
    reader.feed_data(b"xyz")
    reader.feed_eof()
    try:
        await task
    except asyncio.IncompleteReadError as e:
        print(e, e.partial, *where(e), sep=" | ")
        # expect: 3 bytes read on a total of 5 expected bytes | b'xyz' | main | take | readexactly | raise exceptions.IncompleteReadError(incomplete, n)
    try:
        await take(-1)
    except ValueError as e:
        print(e)  # expect: readexactly size can not be less than zero
    print(await take(0))  # expect: b''

    own = Own(loop=loop)
    task = await begin(1, own)  # expect: own readexactly
    own.feed_data(b"1")
    print(await task)  # expect: b'1'

    # What is replaced while somebody waits counts when he goes on.
    other = asyncio.StreamReader(loop=loop)
    task = await begin(2, other)
    other._maybe_resume_transport = lambda: print("own resume")
    other.feed_data(b"123")
    print(await task)
    # expect: own resume
    # expect: b'12'
    print(await take(1, other))
    # expect: own resume
    # expect: b'3'
    del other._maybe_resume_transport
    task = await begin(2, other)
    other._waiter.set_result(None)
    await asyncio.sleep(0)
    print(task.done(), other._waiter is not None)  # expect: False True
    other.feed_data(b"12")
    print(await task)  # expect: b'12'
    task = await begin(1, other)
    seen = set()
    sys.setprofile(lambda frame, event, arg: seen.add(frame.f_code.co_name))
    other.feed_data(b"1")
    await task
    sys.setprofile(None)
    print({"readexactly", "_wait_for_data", "_maybe_resume_transport"} <= seen)  # expect: True

    # By hand, without a task.
    coroutine = other.readexactly(1)
    future = coroutine.send(None)
    print(future is other._waiter, coroutine.cr_running)  # expect: True False
    try:
        coroutine.throw(KeyError("thrown"))
    except KeyError as e:
        print(e, other._waiter)  # expect: 'thrown' None
    coroutine = other.readexactly(1)
    coroutine.send(None)
    other.feed_data(b"1")
    try:
        coroutine.send(None)
    except StopIteration as e:
        print(e.value)  # expect: b'1'
    coroutine = other.readexactly(1)
    coroutine.send(None)
    coroutine.close()
    print(other._waiter)  # expect: None


asyncio.run(main())
