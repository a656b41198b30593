"""What is no context fails when the callback is due; anything with a `run` will do."""
import asyncio


class Context:
    def run(self, function, *args):
        print("run", args)
        return function(*args)


async def greet():
    print("greeted")


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print(repr(context["exception"])))
    loop.call_soon(print, context=5)
    await asyncio.sleep(0)  # expect: AttributeError("'int' object has no attribute 'run'")
    loop.call_soon(print, "hello", context=Context())
    await asyncio.sleep(0)
    # expect: run ('hello',)
    # expect: hello
    future = loop.create_future()
    future.add_done_callback(print, context="text")
    future.set_result(None)
    await asyncio.sleep(0)  # expect: AttributeError("'str' object has no attribute 'run'")

    coroutine = greet()
    task = asyncio.Task(coroutine, context=3)
    await asyncio.sleep(0)  # expect: AttributeError("'int' object has no attribute 'run'")
    print(task.done())  # expect: False
    task._log_destroy_pending = False
    coroutine.close()


# Not run(): the task that never runs could not be cancelled.
loop = asyncio.new_event_loop()
loop.run_until_complete(main())
loop.close()
