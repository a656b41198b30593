class Odd(type):
    def mro(cls):
        return [cls, dict, object]


try:
    Odd("X", (), {})
except TypeError as e:
    print(e)  # expect: mro() returned base with unsuitable layout ('dict')


class Reversed(type):
    def mro(cls):
        return type.mro(cls)[::-1]


class A:
    def f(self):
        return "A"


class B(A, metaclass=Reversed):
    def f(self):
        return "B"


print(B().f())  # expect: A
