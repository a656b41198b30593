# since: 3.14
import asyncio
import inspect

print(inspect.signature(asyncio.EventLoop))  # expect: (selector=None)
print(inspect.signature(asyncio.CancelledError.add_note))  # expect: (self, note, /)
print(inspect.signature(asyncio.CancelledError.with_traceback))  # expect: (self, tb, /)
print(asyncio.EventLoop(None).is_closed())  # expect: False
try:
    asyncio.EventLoop(1, 2)
except TypeError as error:
    print(str(error).endswith("takes from 1 to 2 positional arguments but 3 were given"))  # expect: True
