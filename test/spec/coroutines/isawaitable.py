import inspect, types
from collections.abc import Coroutine, Awaitable
async def f():
    pass
c = f()
print(isinstance(c, Coroutine), isinstance(c, Awaitable), inspect.iscoroutine(c), inspect.iscoroutinefunction(f))  # expect: True True True True
print(isinstance(c, types.CoroutineType))  # expect: True
c.close()
