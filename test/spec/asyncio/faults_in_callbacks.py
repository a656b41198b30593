import asyncio
import gc
import signal
import sys

log = []


def handler(loop, context):
    log.append((context["message"].split(" at ")[0].split(" <")[0], type(context.get("exception")).__name__))
    if context["exception"].args == ("fatal",):
        raise RuntimeError("the handler itself")


class Noisy:
    def __del__(self):
        raise ValueError("in __del__")


def fails(what):
    raise LookupError(what)


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    loop.call_soon(fails, "plain")
    loop.call_soon(log.append, "the next one still runs")
    await asyncio.sleep(0)
    print(log)  # expect: [('Exception in callback fails()', 'LookupError'), 'the next one still runs']
    log.clear()

    # An exception in the handler of exceptions goes to the default one, and the loop lives.
    import logging

    class Collect(logging.Handler):
        def emit(self, record):
            log.append(record.getMessage().splitlines()[0])

    logging.getLogger("asyncio").addHandler(Collect())
    logging.getLogger("asyncio").propagate = False
    loop.call_soon(fails, "fatal")
    await asyncio.sleep(0)
    print(log[1:])  # expect: ['Unhandled error in exception handler']
    log.clear()

    # A signal in the middle of a callback: its handler runs then and there, the loop's after the callback.
    signal.signal(signal.SIGUSR1, lambda number, frame: log.append("at once"))
    loop.add_signal_handler(signal.SIGUSR2, log.append, "later")

    def signals():
        signal.raise_signal(signal.SIGUSR1)
        signal.raise_signal(signal.SIGUSR2)
        log.append("the callback ends")

    loop.call_soon(signals)
    await asyncio.sleep(0.01)
    print(log)  # expect: ['at once', 'the callback ends', 'later']
    log.clear()

    unraisable = []
    sys.unraisablehook = lambda args: unraisable.append(args.exc_value)
    thing = Noisy()
    del thing
    gc.collect()
    sys.unraisablehook = sys.__unraisablehook__
    print(unraisable)  # expect: [ValueError('in __del__')]
    loop.remove_signal_handler(signal.SIGUSR2)


asyncio.run(main())
