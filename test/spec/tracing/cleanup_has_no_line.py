"""What no statement stands for is no line: deleting the name of an exception, raising again what no clause took."""
import sys


def matched():
    try:
        1 / 0
    except ZeroDivisionError as e:
        if e:
            a = 1
        else:
            a = 2
    return a


def unmatched():
    try:
        1 / 0
    except ValueError as e:
        a = 1
    except KeyError:
        a = 2


def raises():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise KeyError
        b = 2


def branches(x=True):
    try:
        if x:
            a = 1
        else:
            a = 2
    finally:
        b = 3


def star():
    try:
        1 / 0
    except* ValueError:
        a = 1
    except* ZeroDivisionError as e:
        a = 2
    return a


def trace(f):
    events = []
    code = f.__code__

    def tracer(frame, event, arg):
        if frame.f_code is code:
            events.append(f"{frame.f_lineno - code.co_firstlineno}{event[0]}")
        return tracer

    sys.settrace(tracer)
    try:
        f()
    except Exception as e:
        sys.settrace(None)
        events.append(f"{e.__traceback__.tb_next.tb_lineno - code.co_firstlineno}")
    sys.settrace(None)
    print(*events)


trace(matched)  # expect: 0c 1l 2l 2e 3l 4l 5l 8l 8r
trace(unmatched)  # expect: 0c 1l 2l 2e 3l 5l 5r 2
trace(raises)  # expect: 0c 1l 2l 2e 3l 4l 4e 4r 4
trace(branches)  # expect: 0c 1l 2l 3l 7l 7r
trace(star)  # expect: 0c 1l 2l 2e 3l 5l 6l 7l 7r
