import sys

events = []


def trace(frame, event, arg):
    code = frame.f_code
    shown = arg[0].__name__ if event == "exception" else arg
    events.append((event, code.co_name, frame.f_lineno - code.co_firstlineno, shown))
    return trace


def gen():
    x = yield 1
    yield x


def work(n):
    for i in gen():
        n = n, i
    try:
        1 / 0
    except ZeroDivisionError:
        pass
    return n


sys.settrace(trace)
work(0)
sys.settrace(None)
print(events[:5])  # expect: [('call', 'work', 0, None), ('line', 'work', 1, None), ('call', 'gen', 0, None), ('line', 'gen', 1, None), ('return', 'gen', 1, 1)]
print(events[5:9])  # expect: [('line', 'work', 2, None), ('line', 'work', 1, None), ('call', 'gen', 1, None), ('line', 'gen', 2, None)]
print(events[-6:])  # expect: [('line', 'work', 4, None), ('exception', 'work', 4, 'ZeroDivisionError'), ('line', 'work', 5, None), ('line', 'work', 6, None), ('line', 'work', 7, None), ('return', 'work', 7, ((0, 1), None))]


def opcodes(frame, event, arg):
    frame.f_trace_opcodes = True
    frame.f_trace_lines = False
    events.append(event)
    return opcodes


events.clear()
sys.settrace(opcodes)
abs(1) if events else None
(lambda: 1)()
sys.settrace(None)
print(events[0], events[-1], "line" in events)  # expect: call return False


def fails(frame, event, arg):
    raise ValueError(event)


sys.settrace(fails)
try:
    gen().close()
    work(0)
except ValueError as e:
    print(e, sys.gettrace())  # expect: call None


async def inner():
    return 1


async def outer():
    return await inner()


events.clear()
sys.settrace(trace)
try:
    outer().send(None)
except StopIteration as e:
    print(e.value)  # expect: 1
sys.settrace(None)
print([(e, name) for e, name, _, _ in events if e != "line"])  # expect: [('call', 'outer'), ('call', 'inner'), ('return', 'inner'), ('exception', 'outer'), ('return', 'outer')]
