"""A service under load for some time, meant for the virtual clock: `hour.py SECONDS` prints by how many megabytes the
process has grown after the first tenth, and by how many in the end."""
import asyncio
import contextvars
import sys

REQUESTS_A_SECOND = 200
request_number = contextvars.ContextVar("request_number")


def resident():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * 4096 / 1e6


async def step(number):
    request_number.set(number)
    await asyncio.sleep(0.01 * (number % 7))
    if number % 11 == 0:
        raise ValueError(number)
    return number


async def handle(number, answers):
    """What a request does: tasks in a group or gathered, a timeout, an error, a cancellation."""
    try:
        async with asyncio.timeout(0.05):
            if number % 2:
                async with asyncio.TaskGroup() as group:
                    for i in range(3):
                        group.create_task(step(number + i))
            else:
                await asyncio.gather(step(number), step(number + 1), return_exceptions=True)
    except (TimeoutError, ExceptionGroup):
        pass
    await answers.put(number)


async def collect(answers):
    while True:
        await answers.get()


async def respawn():
    """Each task makes the next one."""
    await asyncio.sleep(0.02)
    asyncio.create_task(respawn())


async def main(seconds):
    answers = asyncio.Queue(100)
    collector = asyncio.create_task(collect(answers))
    asyncio.create_task(respawn())
    before = resident()
    first = None
    number = 0
    for second in range(seconds):
        if second == seconds // 10:
            first = resident() - before
        requests = []
        for _ in range(REQUESTS_A_SECOND):
            number += 1
            requests.append(asyncio.create_task(handle(number, answers)))
        await asyncio.sleep(1)
        assert all(request.done() for request in requests)
    collector.cancel()
    print(round(first), round(resident() - before))


asyncio.run(main(int(sys.argv[1])))
