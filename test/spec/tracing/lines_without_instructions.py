import sys


def trace(frame, event, arg):
    events.append((frame.f_lineno - frame.f_code.co_firstlineno, event))
    return trace


def traced(f, *args):
    global events
    events = []
    sys.settrace(trace)
    try:
        f(*args)
    except ValueError:
        pass
    sys.settrace(None)
    return ' '.join(str(n) + e[0] for n, e in events if e != 'call')


def passes(x):
    if x:
        pass
    if not x:
        pass
    else:
        "nothing"
    pass


print(traced(passes, 1))  # expect: 1l 2l 3l 6l 7l 7r
print(traced(passes, 0))  # expect: 1l 3l 4l 7l 7r


def last(x):
    if x:
        x = 2
    else:
        pass


print(traced(last, 1))  # expect: 1l 2l 2r
print(traced(last, 0))  # expect: 1l 4l 4r


def constant_conditions():
    if 0:
        pass
    while 0:
        pass
    if 1:
        x = 1
    while True:
        x += 1
        if x > 2:
            break


print(traced(constant_conditions))  # expect: 1l 3l 5l 6l 7l 8l 9l 7l 8l 9l 10l 10r


def jumps():
    for x in 1, 2:
        while True:
            if x == 1:
                break
            else:
                break
        continue
    else:
        return (
            1)


print(traced(jumps))  # expect: 1l 2l 3l 4l 7l 1l 2l 3l 6l 7l 1l 10l 9l 9r


def documented():
    "Nothing else."


print(traced(documented))  # expect: 0l 0r


def matched(x):
    match x:
        case 1:
            pass
        case _:
            pass


print(traced(matched, 1))  # expect: 1l 2l 3l 3r
print(traced(matched, 2))  # expect: 1l 2l 4l 5l 5r


async def made():
    try:
        pass
    except ValueError:
        pass
    while True:
        break


def drive():
    try:
        made().send(None)
    except StopIteration:
        pass


print(traced(drive))  # expect: 1l 2l 1l 2l 5l 6l 6r 2e 3l 4l 4r
