"""Many tasks alive at once, each in `asyncio.sleep(3600)`: `tasks.py COUNT` prints by how many bytes the process has grown
for each of them while all wait. What V8 takes for young objects and compiled code has been taken before: a tenth of them
comes and goes first."""
import asyncio
import sys


def resident():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * 4096


async def start(count):
    tasks = [asyncio.create_task(asyncio.sleep(3600)) for _ in range(count)]
    await asyncio.sleep(1)
    assert len(asyncio.all_tasks()) == count + 1
    return tasks


async def main(count):
    await start(count // 10)
    await asyncio.sleep(4000)
    assert len(asyncio.all_tasks()) == 1
    before = resident()
    tasks = await start(count)
    print((resident() - before) // count)
    await asyncio.sleep(4000)
    assert all(task.done() for task in tasks)


asyncio.run(main(int(sys.argv[1])))
