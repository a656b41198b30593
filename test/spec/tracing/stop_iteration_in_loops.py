import sys


class Countdown:
    def __init__(self):
        self.left = 1

    def __iter__(self):
        return self

    def __next__(self):
        if self.left == 0:
            raise StopIteration
        self.left -= 1


def gives(result):
    yield 1
    return result


def over(items):
    for _ in items:
        pass
    return "done"


def trace(frame, event, arg):
    if event == "exception":
        where = frame.f_lineno - frame.f_code.co_firstlineno
        events.append((frame.f_code.co_name, where, arg[0].__name__, arg[1].args, arg[2] is None))
    return trace


def traced(items):
    global events
    events = []
    sys.settrace(trace)
    over(items)
    sys.settrace(None)
    return events


print(traced(gives(5)))  # expect: [('over', 1, 'StopIteration', (5,), True)]
print(traced(gives(None)))  # expect: []
print(traced(Countdown()))  # expect: [('__next__', 2, 'StopIteration', (), False), ('over', 1, 'StopIteration', (), False)]
print(traced(iter([1])))  # expect: []
