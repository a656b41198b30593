# What native functions say to arguments that don't fit.
import csv
import hmac
import math
import operator
import struct
import time


def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


class Three:
    def __index__(self):
        return 3


print(error(csv.field_size_limit, 2**70)[:13])  # expect: OverflowError
print(csv.field_size_limit())  # expect: 131072
print(error(struct.calcsize, 'i\u20ac'))  # expect: UnicodeEncodeError: 'ascii' codec can't encode character '\u20ac' in position 1: ordinal not in range(128)
print(error(math.dist, 'ab', 'c'))  # expect: ValueError: both points must have the same number of dimensions
print(error(math.ldexp, 'a', 'b'))  # expect: TypeError: must be real number, not str
print(operator.length_hint(slice(1), Three()))  # expect: 3
print(error(hmac.compare_digest, b'a', 'a'))  # expect: TypeError: a bytes-like object is required, not 'str'
print(error(hmac.compare_digest, 1, 'a'))  # expect: TypeError: unsupported operand types(s) or combination of types: 'int' and 'str'
print(error(time.strftime, '%Y', None))  # expect: TypeError: Tuple or struct_time argument required
print(error(time.asctime, None))  # expect: TypeError: Tuple or struct_time argument required
print(error(time.get_clock_info, 1))  # expect: TypeError: get_clock_info() argument 1 must be str, not int
