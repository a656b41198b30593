# A class has its base's refusal to be hashed, unless it defines __hash__ itself; and so have native subclasses.
from collections import Counter, OrderedDict, defaultdict


class Own(defaultdict):
    pass


class Hashable:
    def __hash__(self):
        return 7


class Mixed(Hashable, defaultdict):
    pass


class Last(defaultdict, Hashable):
    pass


class Again(Last):
    __hash__ = Hashable.__hash__


for cls in (defaultdict, OrderedDict, Counter, Own, Mixed, Last, Again):
    try:
        print(cls.__name__, hash(cls()))
    except TypeError:
        print(cls.__name__, 'unhashable')
# expect: defaultdict unhashable
# expect: OrderedDict unhashable
# expect: Counter unhashable
# expect: Own unhashable
# expect: Mixed 7
# expect: Last unhashable
# expect: Again 7


class Lengthy:
    def __len__(self):
        return 3


class Base:
    def __contains__(self, x):
        return x == 1

    def __iter__(self):
        return iter("ab")


class Refusing(Base):
    __iter__ = None
    __contains__ = None


class Both(Refusing, Lengthy):
    pass


print(len(Both()), bool(Both()), 1 in Base(), list(Base()))  # expect: 3 True True ['a', 'b']
for f in (list, lambda x: 1 in x):
    try:
        f(Both())
    except TypeError as e:
        print(e)
# expect: 'Both' object is not iterable
# expect: 'Both' object is not a container
Base.__len__ = lambda self: 0
print(bool(Both()), bool(Refusing()), bool(Base()))  # expect: False False False
