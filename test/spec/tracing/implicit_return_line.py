import sys


def trace(frame, event, arg):
    events.append((frame.f_lineno - frame.f_code.co_firstlineno, event))
    return trace


def loop(items):
    for x in items:
        if x:
            y = 1


def branch(x):
    if x:
        return 3
    elif x is None:
        y = 2


def traced(f, arg):
    global events
    events = []
    sys.settrace(trace)
    f(arg)
    sys.settrace(None)
    events = [str(n) + e[0] for n, e in events if (n, e) != (0, 'call')]
    return ' '.join(events)


print(traced(loop, [1, 0]))  # expect: 1l 2l 3l 1l 2l 1l 1r
print(traced(branch, 0))  # expect: 1l 3l 3r
print(traced(branch, None))  # expect: 1l 3l 4l 4r
