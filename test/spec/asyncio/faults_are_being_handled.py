"""The loop's exception handler runs while the callback's exception is being handled."""
import asyncio
import sys


async def main():
    loop = asyncio.get_running_loop()

    def fail(*_):
        raise ValueError("callback")

    def handler(loop, context):
        print(context["exception"] is sys.exception())

    loop.set_exception_handler(handler)
    loop.call_soon(fail)
    await asyncio.sleep(0)  # expect: True
    loop.call_later(0, fail)
    await asyncio.sleep(0.001)  # expect: True
    future = loop.create_future()
    future.add_done_callback(fail)
    future.set_result(None)
    await asyncio.sleep(0)  # expect: True

    # What a handler raises was raised while handling it.
    def raising(loop, context):
        try:
            raise KeyError("handler")
        except KeyError as error:
            print(repr(error.__context__))

    loop.set_exception_handler(raising)
    loop.call_soon(fail)
    await asyncio.sleep(0)  # expect: ValueError('callback')
    print(sys.exception())  # expect: None


asyncio.run(main())
