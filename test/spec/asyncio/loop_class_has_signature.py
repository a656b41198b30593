import asyncio
import inspect

print(inspect.signature(asyncio.EventLoop))  # expect: (selector=None)
