# What CPython makes no subclasses of.
import collections
import decimal
import select


def subclass(t):
    try:
        return type('X', (t,), {})
    except TypeError as e:
        return e


print(subclass(type(iter(collections.deque()))))
# expect: type 'collections._deque_iterator' is not an acceptable base type
print(subclass(type(reversed(collections.deque()))))
# expect: type 'collections._deque_reverse_iterator' is not an acceptable base type
print(subclass(type(collections.namedtuple('N', 'a').a)))
# expect: type 'collections._tuplegetter' is not an acceptable base type
print(subclass(type(decimal.localcontext())))  # expect: type 'decimal.ContextManager' is not an acceptable base type
print(subclass(select.epoll))  # expect: type 'select.epoll' is not an acceptable base type
