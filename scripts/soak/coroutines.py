"""Creates and drops coroutines, half of them suspended, half never started: `coroutines.py COUNT` prints by how many
megabytes the process has grown after the first twentieth, and by how many after all."""
import sys
import warnings

warnings.simplefilter("ignore")


class Suspend:
    def __await__(self):
        yield


async def inner():
    await Suspend()


async def outer():
    await inner()


def drop(count):
    for _ in range(count // 2):
        outer()
        c = outer()
        c.send(None)


def resident():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * 4096 / 1e6


count = int(sys.argv[1])
start = resident()
drop(count // 20)
first = resident()
drop(count - count // 20)
print(round(first - start), round(resident() - start))
