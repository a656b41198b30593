import sys


def fail():
    raise ValueError


def middle():
    fail()


def caught():
    try:
        middle()
    except ValueError as e:
        return e.__traceback__


frame = caught().tb_next.tb_next.tb_frame
names = []
while frame is not None:
    names.append(frame.f_code.co_name)
    frame = frame.f_back
print(names[:3])  # expect: ['fail', 'middle', 'caught']


def own_frame():
    return sys._getframe()


def caller():
    return own_frame()


print(caller().f_back.f_code.co_name)  # expect: caller


def generator():
    yield sys._getframe()


it = generator()
frame = next(it)
print(frame.f_back)  # expect: None
print(list(it), frame.f_back is sys._getframe())  # expect: [] True
for _ in range(3000):
    frame = caller()
print(frame.f_back.f_code.co_name)  # expect: caller
