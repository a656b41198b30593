"""Helpers of the generated asyncio programs. Time is counted in turns of the loop: no timer lies in the future, so that a
program does the same on every machine."""
import asyncio
import contextvars
import sys
import types as _types

MOST_TURNS = 80
AT_THE_END = 40

cv = contextvars.ContextVar('cv', default='unset')


class _NoWait:
    """The selector of a loop that has nothing to wait for."""

    def select(self, timeout):
        return []

    def close(self):
        pass


class _PlainLoop(asyncio.BaseEventLoop):
    """For an interpreter without sockets."""

    def __init__(self):
        super().__init__()
        self._selector = _NoWait()

    def _process_events(self, events):
        pass

    def _write_to_self(self):
        pass


class _Ordered(dict):
    """What a TaskGroup needs of a set, in the order of insertion: a set's own is that of addresses."""

    def add(self, item):
        self[item] = None

    def discard(self, item):
        self.pop(item, None)


class Group(asyncio.TaskGroup):
    def __init__(self):
        super().__init__()
        self._tasks = _Ordered()


def spawn(coro, name):
    task = asyncio.get_running_loop().create_task(coro, name=name)
    _kept.append(task)
    return task


def eager(coro, name):
    loop = asyncio.get_running_loop()
    task = loop.get_task_factory()(loop, coro, name=name, eager_start=True)
    _kept.append(task)
    return task


def member(group, coro, name):
    task = group.create_task(coro, name=name)
    _kept.append(task)
    return task


def me():
    return asyncio.current_task()


def future():
    made = asyncio.get_running_loop().create_future()
    _kept.append(made)
    return made


def after(turns, f):
    """Calls `f` in so many turns of the loop."""

    def step(left):
        if left > 0:
            asyncio.get_running_loop().call_soon(step, left - 1)
        else:
            try:
                log('after', f())
            except Exception as e:
                log('after', exc(e))

    step(turns)


async def ticks(n):
    for _ in range(n):
        await asyncio.sleep(0)


@_types.coroutine
def bare(value=None):
    return (yield value)


def names(tasks):
    return sorted(t.get_name() for t in tasks)


class Shared:
    """What the tasks of a program meet at."""

    def __init__(self):
        self.lock = asyncio.Lock()
        self.sem = asyncio.Semaphore(1)
        self.bounded = asyncio.BoundedSemaphore(2)
        self.event = asyncio.Event()
        self.cond = asyncio.Condition()
        self.queue = asyncio.Queue(1)
        self.priority = asyncio.PriorityQueue()
        self.barrier = asyncio.Barrier(2)
        self.future = future()


def _on_problem(loop, context):
    message = context['message']
    if 'never retrieved' in message or 'destroyed' in message:
        return
    problem = context.get('exception')
    log('handler', message.split(' at 0x')[0][:60], problem and exc(problem))


def run_loop(main):
    """asyncio.run() of main(s), but it ends whatever hangs."""
    emscripten = sys.platform == 'emscripten'
    outer = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    loop = _PlainLoop() if emscripten else asyncio.new_event_loop()
    loop.set_exception_handler(_on_problem)
    made = []

    def factory(loop, coro, *, name=None, **options):
        # The library's own numbers go on from program to program.
        made.append(None)
        return asyncio.Task(coro, loop=loop, name=f'{name or 'unnamed'}.{len(made)}', **options)

    loop.set_task_factory(factory)
    tasks = []

    def turns(left):
        if left == 0:
            loop.stop()
        elif not all(t.done() for t in tasks):
            loop.call_soon(turns, left - 1)
        else:
            loop.stop()

    async def first():
        return await main(Shared())

    try:
        tasks.append(loop.create_task(first(), name='main'))
        _kept.append(tasks[0])
        for left in (MOST_TURNS, AT_THE_END, AT_THE_END):
            turns_handle = loop.call_soon(turns, left)
            try:
                loop.run_forever()
            except BaseException as e:
                print('> loop', exc(e))
                turns_handle.cancel()
            if left == MOST_TURNS:
                print('> main', _outcome(tasks[0]))
            tasks = sorted((t for t in asyncio.all_tasks(loop)), key=lambda t: t.get_name())
            for t in tasks:
                print('> cancels', clean(repr(t)))
                t.cancel('end')
        print('> left', names(asyncio.all_tasks(loop)))
    finally:
        loop.close()
        asyncio._set_running_loop(outer)


def _outcome(task):
    if not task.done():
        return 'pending'
    if task.cancelled():
        try:
            task.result()
        except asyncio.CancelledError as e:
            return exc(e)
    problem = task.exception()
    return text(task.result()) if problem is None else exc(problem)


@keep
async def turns_of(n):
    try:
        for i in range(n):
            yield i
            await asyncio.sleep(0)
    finally:
        log('turns end')


async def fails(n, cls=E1):
    await ticks(n)
    raise cls(f'after {n}')


async def swallows(n):
    """Takes the first cancellation for nothing."""
    try:
        await ticks(n)
    except asyncio.CancelledError as e:
        log('swallowed', exc(e))
        await ticks(1)
    return 'swallowed'


async def waited(tasks, timeout, when):
    done, pending = await asyncio.wait(tasks, timeout=timeout, return_when=when)
    return names(done), names(pending)
