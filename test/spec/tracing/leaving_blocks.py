import sys


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return False


def trace(frame, event, arg):
    if frame.f_code.co_name.startswith('__'):
        return None
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


def breaks():
    for x in 1, 2:
        with Manager():
            break


print(traced(breaks))  # expect: 1l 2l 3l 2l 2r


def returns():
    try:
        with Manager():
            return 3
    finally:
        x = 1


print(traced(returns))  # expect: 1l 2l 3l 2l 5l 5r


def raises(x):
    with Manager(), Manager():
        if x:
            raise ValueError
        else:
            raise ValueError(x)


# What raises again through `with` leaves from where it was raised.
print(traced(raises, 1))  # expect: 1l 2l 3l 3e 1l 1l 3r
print(traced(raises, 0))  # expect: 1l 2l 5l 5e 1l 1l 5r


def finally_of_branches(x):
    try:
        raise ValueError
    finally:
        if x:
            x = 1
        else:
            x = 2


print(traced(finally_of_branches, 1))  # expect: 1l 2l 2e 4l 5l 5r
print(traced(finally_of_branches, 0))  # expect: 1l 2l 2e 4l 7l 7r


class Body:
    "Documented."
    x = 1


def classes():
    class Inner:
        "Documented."
        x = 1


print(traced(classes))  # expect: 1l 0l 1l 2l 2r 1r


kept = []


def untraced(x):
    kept.append(sys._getframe())
    if x:
        x = 2
    else:
        x = 3


untraced(1)
print(kept[0].f_lineno is not None)  # expect: True
