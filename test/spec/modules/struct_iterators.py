import operator
import struct
import sys

it = struct.iter_unpack('>IB', bytes(range(1, 16)))
print(operator.length_hint(it), next(it), operator.length_hint(it))  # expect: 3 (16909060, 5) 2
try:
    type(it)()
except TypeError as e:
    print(e)  # expect: cannot create '_struct.unpack_iterator' instances
try:
    struct.unpack_from('<I', bytearray(10), sys.maxsize)
except struct.error as e:
    print(e)  # expect: unpack_from requires a buffer of at least 9223372036854775811 bytes for unpacking 4 bytes at offset 9223372036854775807 (actual buffer size is 10)
