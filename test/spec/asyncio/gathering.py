# gather(): its children, what their callbacks know, and all the ways in which it can end.
import asyncio
import sys
import traceback


async def value(v, steps=0):
    for _ in range(steps):
        await asyncio.sleep(0)
    return v


async def fails(text, steps=0):
    await value(None, steps)
    raise ValueError(text)


async def forever():
    await asyncio.get_running_loop().create_future()


def cells(fn):
    return dict(zip(fn.__code__.co_freevars, fn.__closure__))


async def main():
    loop = asyncio.get_running_loop()
    me = asyncio.current_task()

    print(await asyncio.gather(value(1, 3), value(2), value(3, 1)))  # expect: [1, 2, 3]
    print(await asyncio.gather(*[value(i, i % 3) for i in range(20)]) == list(range(20)))  # expect: True

    future, task = loop.create_future(), asyncio.create_task(value('task'))
    loop.call_soon(future.set_result, 'future')
    print(await asyncio.gather(future, value('coroutine'), task))  # expect: ['future', 'coroutine', 'task']
    print(await asyncio.gather(future, value('again')))  # expect: ['future', 'again']

    coroutine = value('once')
    print(await asyncio.gather(coroutine, coroutine))  # expect: ['once', 'once']
    task = asyncio.create_task(value('task', 1))
    print(await asyncio.gather(task, task, value(0)))  # expect: ['task', 'task', 0]
    many = [asyncio.create_task(value(i)) for i in range(12)]
    print(len(await asyncio.gather(*many, *many)))  # expect: 24

    # What is to be seen while it runs.
    outer = asyncio.gather(value('a', 2), value('b', 2))
    print(type(outer).__name__, len(outer._children), outer._cancel_requested)  # expect: _GatheringFuture 2 False
    first, second = outer._children
    print(first.get_name() != second.get_name(), first._log_destroy_pending)  # expect: True False
    ((callback, context),) = first._callbacks
    print(callback is second._callbacks[0][0], callback.__qualname__)  # expect: True gather.<locals>._done_callback
    print((callback.__defaults__ or (me,))[0] is me, sorted(cells(callback)) == sorted(callback.__code__.co_freevars))  # expect: True True
    print(cells(callback)['outer'].cell_contents is outer)  # expect: True
    print(cells(callback)['children'].cell_contents is outer._children)  # expect: True
    print(cells(callback)['nfuts'].cell_contents, cells(callback)['nfinished'].cell_contents)  # expect: 2 0
    print('gather.<locals>._done_callback() at' in repr(first))  # expect: True
    if sys.version_info >= (3, 14):
        assert first._asyncio_awaited_by == {me} and outer._asyncio_awaited_by is None
    await first
    await asyncio.sleep(0)
    print(cells(callback)['nfinished'].cell_contents, await outer)  # expect: 2 ['a', 'b']
    print(outer.done(), first._callbacks, outer.result() is await outer)  # expect: True None True

    # A callback taken away is not counted.
    outer = asyncio.gather(value('a'), value('b'))
    ((callback, context),) = outer._children[0]._callbacks
    print(outer._children[0].remove_done_callback(callback))  # expect: 1
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(outer.done(), cells(callback)['nfinished'].cell_contents)  # expect: False 1
    callback(outer._children[0])
    print(await outer)  # expect: ['a', 'b']

    # Failures.
    try:
        await asyncio.gather(value(1), fails('first', 1), fails('second', 2), value(4, 3))
    except ValueError as e:
        print(e, [f.name for f in traceback.extract_tb(e.__traceback__)])  # expect: first ['main', 'fails']
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(await asyncio.gather(fails('x'), value(2), fails('y', 2), return_exceptions=True))  # expect: [ValueError('x'), 2, ValueError('y')]
    print(await asyncio.gather(fails('x', 2), value(2), return_exceptions=True))  # expect: [ValueError('x'), 2]

    # Cancelled from outside, from within, and too late.
    outer = asyncio.gather(forever(), value(1), forever())
    children = outer._children
    await asyncio.sleep(0)
    print(outer.cancel('enough'), outer._cancel_requested)  # expect: True True
    try:
        await outer
    except asyncio.CancelledError as e:
        print(e.args, [c.cancelled() for c in children])  # expect: ('enough',) [True, False, True]
    outer = asyncio.gather(forever(), value(1))
    await asyncio.sleep(0)
    outer._children[0].cancel()
    try:
        await outer
    except asyncio.CancelledError:
        print('cancelled', outer.cancelled(), outer.cancel())  # expect: cancelled False False
    outer = asyncio.gather(forever(), value(1), return_exceptions=True)
    await asyncio.sleep(0)
    outer._children[0].cancel()
    print(await outer)  # expect: [CancelledError(''), 1]
    outer = asyncio.gather(value(1), value(2))
    await asyncio.sleep(0)
    outer._cancel_requested = True
    try:
        await outer
    except asyncio.CancelledError:
        print('requested')  # expect: requested

    # What it looks up is looked up.
    class Counting(asyncio.tasks._GatheringFuture):
        def set_result(self, result):
            super().set_result(tuple(result))

    original, asyncio.tasks._GatheringFuture = asyncio.tasks._GatheringFuture, Counting
    print(await asyncio.gather(value(1), value(2)))  # expect: (1, 2)
    asyncio.tasks._GatheringFuture = original
    original.set_result = lambda self, result: asyncio.Future.set_result(self, len(result))
    print(await asyncio.gather(value(1), value(2)))  # expect: 2
    del original.set_result
    made, ensure_future = [], asyncio.tasks.ensure_future

    def noting(coro, *, loop=None):
        made.append(coro.__name__)
        return ensure_future(coro, loop=loop)

    asyncio.tasks.ensure_future = noting
    print(await asyncio.gather(value(1), value(2)), made)  # expect: [1, 2] ['value', 'value']
    asyncio.tasks.ensure_future = ensure_future
    print(await asyncio.gather(value(1), value(2)))  # expect: [1, 2]

    # Tasks of another making.
    names = []

    def factory(loop, coro, **kwargs):
        names.append(coro.__name__)
        return asyncio.Task(coro, loop=loop, **kwargs)

    loop.set_task_factory(factory)
    print(await asyncio.gather(value(1), value(2)), names)  # expect: [1, 2] ['value', 'value']
    loop.set_task_factory(asyncio.eager_task_factory)
    outer = asyncio.gather(value(1), value(2))
    print(outer.done(), await outer)  # expect: True [1, 2]
    loop.set_task_factory(None)
    loop.create_task = lambda coro, **kwargs: (names.append('own'), asyncio.Task(coro, loop=loop))[1]
    print(await asyncio.gather(value(1)), names[2:])  # expect: [1] ['own']
    del loop.create_task

    # Often enough with failures that other ways of running it are tried.
    total = 0
    for i in range(400):
        results = await asyncio.gather(fails(i), value(i), return_exceptions=True)
        total += results[0].args[0] + results[1]
    print(total)  # expect: 159600
    print(await asyncio.gather(value(1), value(2)))  # expect: [1, 2]

    class Awaitable:
        def __await__(self):
            yield
            return 'awaited'

    for _ in range(300):
        results = await asyncio.gather(Awaitable(), value(1))
    print(results)  # expect: ['awaited', 1]
    try:
        asyncio.gather(value(1), 2)
    except TypeError as e:
        print(e)  # expect: An asyncio.Future, a coroutine or an awaitable is required


asyncio.run(main())

# The loop's debug mode: tasks know where they were made.
async def shown():
    outer = asyncio.gather(value(1))
    print([f.name for f in outer._children[0]._source_traceback][-2:])  # expect: ['gather', 'ensure_future']
    print(await outer)  # expect: [1]


asyncio.run(shown(), debug=True)


# Who traces sees the functions run.
seen = []


def trace(frame, event, arg):
    if 'tasks.py' in frame.f_code.co_filename and frame.f_code.co_name != 'sleep':
        seen.append(frame.f_code.co_name)


async def traced():
    sys.settrace(trace)
    print(await asyncio.gather(value(1), value(2)))  # expect: [1, 2]
    sys.settrace(None)
    print(seen)  # expect: ['gather', 'ensure_future', 'ensure_future', '__init__', '_done_callback', '_done_callback']
    print(await asyncio.gather(value(3), value(4)), len(seen))  # expect: [3, 4] 6


asyncio.run(traced())
