# What a class body or type() says about a class's own attributes.
class Vars:
    __dict__ = property(lambda self: {"a": 2})


print(vars(Vars()))  # expect: {'a': 2}


class NotGeneric:
    __class_getitem__ = None


try:
    NotGeneric[int]
except TypeError as e:
    print(e)  # expect: type 'NotGeneric' is not subscriptable
A = type("A", (), {"__firstlineno__": 42})
A.__module__ = "elsewhere"
print("__firstlineno__" in vars(A))  # expect: False
try:
    type("\udcdcA", (), {})
except UnicodeEncodeError as e:
    print(e.start, e.reason)  # expect: 0 surrogates not allowed
