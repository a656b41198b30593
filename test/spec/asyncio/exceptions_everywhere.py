# Exceptions in callbacks, in handlers of exceptions, in finalisers: reported, and the loop goes on.
import asyncio
import gc
import logging
import sys

records = []


class Collect(logging.Handler):
    def emit(self, record):
        records.append(record.getMessage().splitlines()[0])


logger = logging.getLogger("asyncio")
logger.addHandler(Collect())
logger.propagate = False
loop = asyncio.new_event_loop()


def fail(*args):
    raise ValueError("bad")


loop.call_soon(fail)
loop.call_soon(print, "goes on")
loop.call_later(0.001, loop.stop)
loop.run_forever()  # expect: goes on
print(records.pop().split(" at ")[0])  # expect: Exception in callback fail()

loop.default_exception_handler({"message": "plain", "number": 3})
print(records.pop())  # expect: plain
loop.call_exception_handler({"message": "called"})
print(records.pop())  # expect: called

loop.set_exception_handler(fail)
loop.call_exception_handler({"message": "twice"})
print(records.pop())  # expect: Unhandled error in exception handler


class Finalised:
    def __del__(self):
        raise ValueError("in __del__")


sys.unraisablehook = lambda args: print("ignored:", args.exc_value)
loop.set_exception_handler(None)
loop.call_soon(lambda: Finalised() and None)
loop.call_soon(gc.collect)
loop.call_later(0.001, loop.stop)
loop.run_forever()  # expect: ignored: in __del__
loop.close()
