import sys


def f():
    x = 1
    d = sys._getframe().f_locals
    d[12] = "n"
    d["extra"] = 2
    return dict(d), len(d), d[12]


print(f()[1:], f()[0][12])  # expect: (4, 'n') n
