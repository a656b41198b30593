# since: 3.14
import asyncio
import inspect
import os

print(inspect.signature(asyncio.CancelledError.add_note))  # expect: (self, note, /)
print(inspect.signature(asyncio.CancelledError.with_traceback))  # expect: (self, tb, /)

# A loop that is closed leaves no descriptor open.
first = asyncio.EventLoop()
first.close()
one, other = os.pipe()
os.close(one)
os.close(other)
for _ in range(3):
    asyncio.EventLoop().close()
again = os.pipe()
print(again == (one, other))  # expect: True
for fd in again:
    os.close(fd)
