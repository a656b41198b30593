# CPython makes the exceptions and the named tuples of C modules as heap types: their attributes can be set.
import struct
import time
import weakref
import itertools
import _sha3

struct.error.code = 5
print(struct.error('x').code)  # expect: 5
time.struct_time.year = property(lambda t: t.tm_year)
print(time.gmtime(0).year)  # expect: 1970
del time.struct_time.year
try:
    time.gmtime(0).tm_year = 3
except AttributeError as e:
    print(e)  # expect: readonly attribute
print(type(time.struct_time.tm_year))  # expect: <class 'member_descriptor'>


error = struct.error('kept')
print(weakref.ref(error)() is error)  # expect: True


def tried(f, *args):
    try:
        return f(*args)
    except TypeError as e:
        return e


print(tried(weakref.ref, itertools.count()))  # expect: cannot create weak reference to 'itertools.count' object
print(tried(weakref.ProxyType))  # expect: cannot create 'weakref.ProxyType' instances
print(_sha3.sha3_256, isinstance(_sha3.sha3_256(b'x'), _sha3.sha3_256))  # expect: <class '_sha3.sha3_256'> True
