"""Threads beside tasks: workers of an executor hand results on through a queue, a lock and the loop. There is no program
to start here."""

import asyncio
import os
import queue
import random
import threading
import time

rng = random.Random(os.urandom(8))
lock = threading.Lock()
shared = []


def work(number, delay):
    time.sleep(delay)
    with lock:
        shared.append(number)
    return number


async def main():
    loop = asyncio.get_running_loop()
    delays = [rng.randrange(1, 50) / 100 for _ in range(6)]
    handed = queue.Queue()
    told = asyncio.Event()

    def teller():
        for _ in range(3):
            shared.append(handed.get())
        loop.call_soon_threadsafe(told.set)

    thread = threading.Thread(target=teller)
    thread.start()
    results = asyncio.gather(*(asyncio.to_thread(work, i, delay) for i, delay in enumerate(delays)))
    for letter in "abc":
        await asyncio.sleep(rng.random() / 10)
        handed.put(letter)
    await told.wait()
    thread.join()
    print(await results, shared, round(loop.time(), 6))
    try:
        await asyncio.create_subprocess_exec("true")
    except OSError as error:
        print(error.strerror)


asyncio.run(main())
