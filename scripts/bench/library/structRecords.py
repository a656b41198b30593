# 100,000 records packed and unpacked.
import struct
from time import perf_counter

start = perf_counter()
record = struct.Struct('<IhdB3s')
data = b''.join(record.pack(i, i % 1000, i / 2, i & 255, b'abc') for i in range(100_000))
assert sum(r[0] for r in record.iter_unpack(data)) == sum(range(100_000))
print(perf_counter() - start)
