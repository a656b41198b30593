# A text compressed, decompressed and checked.
import zlib
from time import perf_counter

text = ' '.join(f'word{i * i % 977}' for i in range(200_000)).encode()

start = perf_counter()
assert zlib.decompress(zlib.compress(text)) == text
zlib.crc32(text)
zlib.adler32(text)
print(perf_counter() - start)
