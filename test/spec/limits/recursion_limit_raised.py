# With a limit beyond any stack it's the stack that ends.
import sys


class Own:
    def __eq__(self, other): return self == other

    def __repr__(self): return repr(self)


sys.setrecursionlimit(60_000 if sys.implementation.name != "cpython" else 5000)
for f in (lambda: Own() == Own(), lambda: repr(Own())):
    try:
        f()
    except RecursionError:
        print("RecursionError")
# expect: RecursionError
# expect: RecursionError


def count(n): return 0 if n == 0 else 1 + count(n - 1)


print(count(4000))  # expect: 4000
