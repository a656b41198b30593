# run_in_executor and to_thread do not run in the loop's thread; the loop goes on meanwhile.
import asyncio
import contextvars
import threading

name = contextvars.ContextVar("name")


async def main():
    loop = asyncio.get_running_loop()
    here = threading.get_ident()
    print(await loop.run_in_executor(None, threading.get_ident) != here)  # expect: True
    name.set("the caller's")
    print(await asyncio.to_thread(name.get))  # expect: the caller's
    event = threading.Event()
    waiting = asyncio.create_task(asyncio.to_thread(event.wait))
    await asyncio.sleep(0)
    print(waiting.done())  # expect: False
    event.set()
    print(await waiting)  # expect: True


asyncio.run(main())
