"""A __del__ of a subclass of Future or Task is called."""
import asyncio
import gc


class Future(asyncio.Future):
    def __del__(self):
        print("future", self.done())


class Task(asyncio.Task):
    def __del__(self):
        print("task", self.done())
        super().__del__()


async def nothing():
    pass


async def main():
    future = Future()
    del future
    gc.collect()  # expect: future False
    task = Task(nothing())
    await task
    del task
    await asyncio.sleep(0)
    gc.collect()  # expect: task True


asyncio.run(main())
print(hasattr(asyncio.Future, "__del__"), hasattr(asyncio.Task, "__del__"))  # expect: True True
