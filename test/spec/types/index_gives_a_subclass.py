# An int of a subclass that __index__ gives is taken, with a warning.
import operator
import warnings


class MyInt(int):
    pass


class Index:
    def __index__(self):
        return MyInt(3)


for f in operator.index, hex, bytes, "abcd".__getitem__:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        print(f(Index()), [str(w.message)[:42] for w in caught])
# expect: 3 ['__index__ returned non-int (type MyInt).  ']
# expect: 0x3 ['__index__ returned non-int (type MyInt).  ']
# expect: b'\x00\x00\x00' ['__index__ returned non-int (type MyInt).  ']
# expect: d ['__index__ returned non-int (type MyInt).  ']
