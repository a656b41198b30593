# list.__getitem__, dict's __getitem__ and __contains__, and set.__contains__ are methods; a subclass keeps the fast slot.
import inspect

for f in (list.__getitem__, dict.__getitem__, dict.__contains__, set.__contains__, frozenset.__contains__):
    assert inspect.ismethoddescriptor(f) and type(f).__name__ == "method_descriptor", f
print(list.__getitem__, dict.__contains__)  # expect: <method '__getitem__' of 'list' objects> <method '__contains__' of 'dict' objects>
print(type([].__getitem__).__name__, type([].__len__).__name__)  # expect: builtin_function_or_method method-wrapper


class L(list):
    pass


x = L("ab")
print(x[0], x.__getitem__(1), x[-1:])  # expect: a b ['b']
L.__getitem__ = lambda self, i: "own"
print(x[0])  # expect: own
del L.__getitem__
print(x[0])  # expect: a


class D(dict):
    def __missing__(self, key):
        return "missing"


print(D()[1], 1 in D(), D().__getitem__(1))  # expect: missing False missing
