import sys


class Pause:
    def __await__(self):
        yield 1
        return 2


async def inner():
    await Pause()


async def outer():
    await inner()
    return 3


def trace(frame, event, arg):
    events.append(frame.f_code.co_name + ' ' + event)
    return trace


def finish(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration:
        pass


events = []
suspended = outer()
suspended.send(None)
# Those who begin to trace now are told of all that goes on.
sys.settrace(trace)
try:
    suspended.send(None)
except StopIteration:
    pass
sys.settrace(None)
print(events[:4])  # expect: ['outer call', 'inner call', '__await__ call', '__await__ line']
print(events[4:7])  # expect: ['__await__ return', 'inner exception', 'inner return']
print(events[7:])  # expect: ['outer exception', 'outer line', 'outer return']

# An exception that is thrown in goes to the innermost; the others go on when it reaches them.
events = []
suspended = outer()
suspended.send(None)
sys.settrace(trace)
try:
    suspended.throw(ValueError)
except ValueError:
    pass
sys.settrace(None)
calls = [event for event in events if event.endswith(('call', 'exception'))]
print(calls[:3])  # expect: ['__await__ call', '__await__ exception', 'inner call']
print(calls[3:])  # expect: ['inner exception', 'outer call', 'outer exception']


async def items():
    yield 1


async def loop():
    async for item in items():
        pass


# The end of what is awaited shows as the StopIteration that says so.
events = []
sys.settrace(trace)
finish(loop())
sys.settrace(None)
print([event for event in events if event.startswith('loop')][1:4])  # expect: ['loop line', 'loop exception', 'loop line']
