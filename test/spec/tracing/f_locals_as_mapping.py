import sys


class Impostor:
    def __hash__(self):
        return hash("x")

    def __eq__(self, other):
        return other == "x"


class NoHash:
    __hash__ = None


def f():
    x = 1
    y = 2
    proxy = sys._getframe().f_locals
    print(proxy.keys(), proxy.__reversed__())  # expect: ['x', 'y', 'proxy'] ['proxy', 'y', 'x']
    print(proxy)  # expect: {'x': 1, 'y': 2, 'proxy': {...}}
    # A key that is equal to a variable's name stands for the variable.
    proxy[Impostor()] = 3
    print(x, proxy.keys())  # expect: 3 ['x', 'y', 'proxy']
    for wrong in lambda: proxy[NoHash()], lambda: proxy.__setitem__(NoHash(), 0):
        try:
            wrong()
        except TypeError as e:
            print(e)
    print(proxy == sys._getframe().f_locals, proxy != sys._getframe().f_locals)
    return sys._getframe()


frame = f()
# expect: unhashable type: 'NoHash'
# expect: unhashable type: 'NoHash'
# expect: True False

FrameLocalsProxy = type(frame.f_locals)
print(FrameLocalsProxy(frame)["y"], frame.f_locals != {}, frame.f_locals == 1)  # expect: 2 True False
for wrong in (), (1,), (frame, frame):
    try:
        FrameLocalsProxy(*wrong)
    except TypeError as e:
        print(e)
# expect: FrameLocalsProxy expected 1 argument, got 0
# expect: expect frame, not int
# expect: FrameLocalsProxy expected 1 argument, got 2
