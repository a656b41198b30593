import zlib

data = bytes(range(256)) * 40
whole = zlib.compress(data) + b'behind'
d = zlib.decompressobj()
head = d.decompress(whole, 100)
print(len(head), len(d.unconsumed_tail) > 0, d.eof)  # expect: 100 True False
twin = d.copy()
rest = d.flush()
print(head + rest == data, d.eof, d.unused_data)  # expect: True True b'behind'
print(twin.flush() == rest)  # expect: True
c = zlib.compressobj(zdict=b'dictionary')
packed = c.compress(b'a dictionary') + c.flush()
print(zlib.decompressobj(zdict=b'dictionary').decompress(packed))  # expect: b'a dictionary'
try:
    zlib.decompress(packed)
except zlib.error as e:
    print(e)  # expect: Error 2 while decompressing data
try:
    zlib.decompress(b'not zlib')
except zlib.error as e:
    print(e)  # expect: Error -3 while decompressing data: incorrect header check
try:
    zlib.decompress(whole[:20])
except zlib.error as e:
    print(e)  # expect: Error -5 while decompressing data: incomplete or truncated stream
try:
    c.compress(b'more')
except zlib.error as e:
    print(e)  # expect: Error -2 while compressing data: inconsistent stream state
try:
    zlib.compressobj(level=12)
except ValueError as e:
    print(e)  # expect: Invalid initialization option
