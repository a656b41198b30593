def error(f):
    try:
        f()
    except Exception as e:
        return f'{type(e).__name__}: {e}'


b = bytearray(3)


def put(at, value):
    b[at] = value


print(error(lambda: put(2**64, 1.5)))  # expect: IndexError: cannot fit 'int' into an index-sized integer
print(error(lambda: put(9, 300)))  # expect: ValueError: byte must be in range(0, 256)
print(error(lambda: put(-4, 1)))  # expect: IndexError: bytearray index out of range
print(error(lambda: put(slice(0, 1), 1.5)))
# expect: TypeError: can assign only bytes, buffers, or iterables of ints in range(0, 256)
print(error(lambda: memoryview(b)[2**64]))  # expect: IndexError: cannot fit 'int' into an index-sized integer
