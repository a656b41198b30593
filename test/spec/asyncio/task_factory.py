# set_task_factory: create_task makes what the factory says.
import asyncio


class Named(asyncio.Task):
    pass


def factory(loop, coro, **kwargs):
    print("made for", coro.__name__, sorted(kwargs))
    return Named(coro, loop=loop, **kwargs)


async def child():
    return type(asyncio.current_task()).__name__


async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_task_factory())  # expect: None
    loop.set_task_factory(factory)
    print(loop.get_task_factory() is factory)  # expect: True
    print(await loop.create_task(child()))
    # expect: made for child []
    # expect: Named
    try:
        loop.set_task_factory(1)
    except TypeError as e:
        print(e)  # expect: task factory must be a callable or None
    loop.set_task_factory(None)
    print(await loop.create_task(child()))  # expect: Task


asyncio.run(main())
