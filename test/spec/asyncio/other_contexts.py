# Whatever is given as a context runs the callback, if it can.
import asyncio


class Odd:
    pass


class Runs:
    def run(self, function, *args):
        print("run with", *args)
        return function(*args)


loop = asyncio.new_event_loop()
loop.set_exception_handler(lambda loop, context: print(context["exception"]))
loop.call_soon(print, 1, context=Odd())  # Printed when the loop runs.
loop.call_soon(print, 2, context=Runs())
future = loop.create_future()
future.add_done_callback(lambda future: print("done"), context=Runs())
future.add_done_callback(print, context=Odd())
try:
    future.result()
except asyncio.InvalidStateError as error:
    print(error)  # expect: Result is not set.
future.set_result(3)
loop.call_later(0.001, print, 4)
loop.call_later(0.002, loop.stop)
loop.run_forever()
# expect: 'Odd' object has no attribute 'run'
# expect: run with 2
# expect: 2
# expect: run with <Future finished result=3>
# expect: done
# expect: 'Odd' object has no attribute 'run'
# expect: 4
loop.close()
