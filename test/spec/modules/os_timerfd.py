import asyncio
import os
import select
import time


def failure(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


fd = os.timerfd_create(time.CLOCK_MONOTONIC, flags=os.TFD_NONBLOCK)
print(os.get_inheritable(fd), os.get_blocking(fd))  # expect: False False
print(os.timerfd_gettime(fd), os.timerfd_gettime_ns(fd))  # expect: (0.0, 0.0) (0, 0)
print(failure(os.read, fd, 8))  # expect: BlockingIOError: [Errno 11] Resource temporarily unavailable
print(select.select([fd], [fd], [], 0))  # expect: ([], [], [])

# Far away, then with an interval only: what it was before is told.
print(os.timerfd_settime(fd, initial=1000, interval=0.25))  # expect: (0.0, 0.0)
left, interval = os.timerfd_settime_ns(fd, interval=5)
print(990 < left / 10**9 <= 1000, interval)  # expect: True 250000000
print(os.timerfd_gettime_ns(fd))  # expect: (0, 5)

# A moment that is over: readable at once, once.
os.timerfd_settime_ns(fd, flags=os.TFD_TIMER_ABSTIME, initial=1)
print(select.select([fd], [fd], [], 0) == ([fd], [], []))  # expect: True
print(failure(os.read, fd, 7))  # expect: OSError: [Errno 22] Invalid argument
print(os.read(fd, 8))  # expect: b'\x01\x00\x00\x00\x00\x00\x00\x00'
print(select.select([fd], [], [], 0), os.timerfd_gettime_ns(fd))  # expect: ([], [], []) (0, 0)

# As often as it has expired meanwhile.
r = os.timerfd_create(time.CLOCK_REALTIME)
since = time.time() - 10.5
os.timerfd_settime(r, flags=os.TFD_TIMER_ABSTIME, initial=since, interval=3)
left, interval = os.timerfd_gettime(r)
print(1 < left <= 1.5, interval)  # expect: True 3.0
print(int.from_bytes(os.read(r, 8), "little"))  # expect: 4
left, interval = os.timerfd_gettime(r)
print(1 < left <= 1.5, interval)  # expect: True 3.0


# The loop, epoll.
async def main():
    loop = asyncio.get_running_loop()
    expired = loop.create_future()
    loop.add_reader(fd, lambda: expired.done() or expired.set_result(os.read(fd, 8)))
    os.timerfd_settime_ns(fd, initial=1)
    return int.from_bytes(await expired, "little")


print(asyncio.run(main()))  # expect: 1
with select.epoll() as e:
    e.register(fd)
    os.timerfd_settime_ns(fd, initial=1, interval=10**15)
    print(e.poll() == [(fd, select.EPOLLIN)])  # expect: True
    os.timerfd_settime(fd)
    print(e.poll(0))  # expect: []

print(failure(os.timerfd_create, 99))  # expect: OSError: [Errno 22] Invalid argument
print(failure(os.timerfd_create, 0, flags=1))  # expect: OSError: [Errno 22] Invalid argument
print(failure(os.timerfd_settime, fd, initial=-1))  # expect: OSError: [Errno 22] Invalid argument
print(failure(os.timerfd_settime, fd, flags=4))  # expect: OSError: [Errno 22] Invalid argument
print(failure(os.timerfd_settime, 1))  # expect: OSError: [Errno 22] Invalid argument
print(failure(os.timerfd_gettime, 999))  # expect: OSError: [Errno 9] Bad file descriptor
print(failure(os.timerfd_settime, fd, initial="1"))  # expect: TypeError: must be real number, not str
print(failure(os.timerfd_settime, fd, initial=1e10))
# expect: OverflowError: timestamp out of range for platform time_t
print(failure(os.timerfd_settime_ns, fd, initial=1 << 64))  # expect: OverflowError: int too big to convert
print(failure(os.write, fd, bytes(8)))  # expect: OSError: [Errno 22] Invalid argument
