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


for f, arg in ((loop, [1, 0]), (branch, 0), (branch, None)):
    events = []
    sys.settrace(trace)
    f(arg)
    sys.settrace(None)
    events = [str(n) + e[0] for n, e in events if (n, e) != (0, 'call')]
    sys.stdout.write(' '.join(events[: events.index('-1l') if '-1l' in events else None]) + '\n')
