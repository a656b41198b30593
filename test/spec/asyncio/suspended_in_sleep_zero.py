# What is suspended in `await asyncio.sleep(0)` can be looked into, thrown into and closed, in hot code, too.
import asyncio
import sys
import traceback


async def rounds(n):
    for _ in range(n):
        await asyncio.sleep(0)


async def hot():
    """After this, what it runs is compiled."""
    for _ in range(400):
        await rounds(3)


def names(error):
    return [frame.name for frame in traceback.extract_tb(error.__traceback__)]


asyncio.run(hot())


async def look():
    task = asyncio.create_task(rounds(3))
    await asyncio.sleep(0)
    sleeping = task.get_coro().cr_await
    print(sleeping.__qualname__, sleeping.cr_running, sleeping.cr_frame.f_locals)
    # expect: sleep False {'delay': 0, 'result': None}
    print(sleeping.cr_frame.f_code is asyncio.sleep.__code__, sleeping.cr_await.__qualname__)
    # expect: True __sleep0
    print(sleeping.cr_await.gi_frame.f_code.co_name, sleeping.cr_await.gi_yieldfrom)
    # expect: __sleep0 None
    print(task.get_coro().cr_await is sleeping)  # expect: True
    await task
    print(task.done(), sleeping.cr_frame)  # expect: True None


asyncio.run(look())


async def cancel():
    task = asyncio.create_task(rounds(3))
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError as error:
        print(names(error))  # expect: ['cancel', 'rounds', 'sleep', '__sleep0']


asyncio.run(cancel())

by_hand = rounds(3)
print(by_hand.send(None), by_hand.send(5))  # expect: None None
try:
    by_hand.throw(ValueError("thrown"))
except ValueError as error:
    print(names(error)[-3:])  # expect: ['rounds', 'sleep', '__sleep0']
print(by_hand.cr_frame)  # expect: None

closed = rounds(3)
closed.send(None)
closed.close()
print(closed.cr_frame)  # expect: None


async def seen_while_suspended():
    task = asyncio.create_task(rounds(1))
    await asyncio.sleep(0)
    seen = []

    def trace(frame, event, arg):
        if frame.f_code.co_name in ("rounds", "sleep", "__sleep0"):
            seen.append((frame.f_code.co_name, event))

    sys.settrace(trace)
    try:
        await task
    finally:
        sys.settrace(None)
    print(("__sleep0", "call") in seen)  # expect: True


asyncio.run(seen_while_suspended())


async def replaced():
    original = asyncio.tasks.__sleep0
    asyncio.tasks.__sleep0 = lambda: asyncio.sleep(0.001, "slept")
    try:
        print(await asyncio.sleep(0, "result"))  # expect: result
        await rounds(2)
    finally:
        asyncio.tasks.__sleep0 = original


asyncio.run(replaced())
