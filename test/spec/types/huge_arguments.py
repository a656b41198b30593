def error(f):
    try:
        f()
    except OverflowError as e:
        return e


big = 2**64
print(error(lambda: [1].pop(big)))  # expect: Python int too large to convert to C ssize_t
print(error(lambda: [1].insert(-big, 1)))  # expect: Python int too large to convert to C ssize_t
print(error(lambda: bytearray(3).pop(big)))  # expect: Python int too large to convert to C ssize_t
print(error(lambda: 'a'.center(big)))  # expect: Python int too large to convert to C ssize_t
print(error(lambda: b'a b'.split(b' ', big)))  # expect: Python int too large to convert to C ssize_t
print(error(lambda: [1] * big))  # expect: cannot fit 'int' into an index-sized integer
print(error(lambda: bytes(big)))  # expect: cannot fit 'int' into an index-sized integer
