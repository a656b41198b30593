import sys


def jumper(start, to):
    def trace(frame, event, arg):
        first = frame.f_code.co_firstlineno
        if event == "line" and frame.f_lineno == first + start and not done:
            done.append(True)
            try:
                frame.f_lineno = first + to
            except ValueError as e:
                print(str(e).replace(str(first + to), "N"))
        return trace

    done = []
    return trace


def run(f, start, to):
    out = []
    sys.settrace(jumper(start, to))
    f(out)
    sys.settrace(None)
    print(out)


def plain(out):
    out.append(1)
    out.append(2)
    out.append(3)


run(plain, 2, 3)  # expect: [1, 3]
run(plain, 3, 2)  # expect: [1, 2, 2, 3]
run(plain, 2, 9)  # expect: line N comes after the current code block
# expect: [1, 2, 3]


def loop(out):
    out.append(1)
    for i in 1, 2:
        out.append(i * 10)
    out.append(5)


run(loop, 3, 4)  # expect: [1, 5]
run(loop, 1, 3)  # expect: can't jump into the body of a for loop
# expect: [1, 10, 20, 5]


def handler(out):
    try:
        1 / 0
    except ZeroDivisionError:
        out.append(4)
        out.append(5)
    out.append(sys.exc_info()[0])


run(handler, 5, 6)  # expect: [4, None]
run(handler, 1, 4)  # expect: can't jump into an 'except' block as there's no exception
# expect: [4, 5, None]
try:
    sys._getframe().f_lineno = 1
except ValueError as e:
    print(e)  # expect: f_lineno can only be set in a trace function
