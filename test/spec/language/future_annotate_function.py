# since: 3.14
from __future__ import annotations


class A:
    def m(self, x: int, *args: undefined) -> list[int]:
        pass


f = A.m.__annotate__
print(f.__qualname__, f(1))  # expect: A.__annotate__ {'x': 'int', 'args': 'undefined', 'return': 'list[int]'}
print(A.m.__annotations__)  # expect: {'x': 'int', 'args': 'undefined', 'return': 'list[int]'}
try:
    f(3)
except NotImplementedError as e:
    print(repr(e))  # expect: NotImplementedError()
