# since: 3.14
# A bytearray looks at the value before the position; lists and bytearrays want iterables for slices.
def fails(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)


fails(lambda: bytearray(b"abc").__setitem__(9, "a"))  # expect: TypeError 'str' object cannot be interpreted as an integer
fails(lambda: bytearray(b"abc").__setitem__(slice(1), None))  # expect: TypeError cannot convert 'NoneType' object to bytearray
fails(lambda: [1].__setitem__(slice(1), 1))  # expect: TypeError must assign iterable to extended slice
fails(lambda: b"ab".hex(5))  # expect: TypeError object of type 'int' has no len()
fails(lambda: memoryview(bytearray(b"ab")).__setitem__(slice(1), 5))  # expect: TypeError a bytes-like object is required, not 'int'
