"""Many tasks alive at once, each in `asyncio.sleep(3600)`: `tasks.py COUNT` prints by how many bytes the process has grown
for each of them while all wait."""
import asyncio
import sys


def resident():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * 4096


async def main(count):
    before = resident()
    tasks = [asyncio.create_task(asyncio.sleep(3600)) for _ in range(count)]
    await asyncio.sleep(1)
    print((resident() - before) // count)
    assert len(asyncio.all_tasks()) == count + 1
    done, pending = await asyncio.wait(tasks)
    assert len(done) == count and not pending


asyncio.run(main(int(sys.argv[1])))
