# Debug mode: callbacks that take long, calls from the wrong thread.
import asyncio
import logging
import threading
import time

records = []


class Collect(logging.Handler):
    def emit(self, record):
        records.append(record.getMessage())


logger = logging.getLogger("asyncio")
logger.addHandler(Collect())
logger.propagate = False
loop = asyncio.new_event_loop()
print(loop.get_debug())  # expect: False
loop.set_debug(True)
print(loop.get_debug())  # expect: True
loop.slow_callback_duration = 0.001


def slow():
    time.sleep(0.002)


def from_elsewhere():
    try:
        loop.call_soon(print)
    except RuntimeError as e:
        records.append(str(e))


def start():
    thread = threading.Thread(target=from_elsewhere)
    thread.start()
    thread.join()


loop.call_soon(slow)
loop.call_soon(start)
loop.call_later(0.005, loop.stop)
loop.run_forever()
print(any(r.startswith("Executing <Handle slow()") and r.endswith("seconds") for r in records))  # expect: True
print(any(r.startswith("Non-thread-safe operation invoked") for r in records))  # expect: True
loop.close()
