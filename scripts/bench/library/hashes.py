# Digests of many small and of some large texts.
import hashlib
from time import perf_counter

start = perf_counter()
for i in range(20_000):
    hashlib.sha256(b'%d' % i).hexdigest()
for name in ('md5', 'sha1', 'sha512', 'blake2b'):
    hashlib.new(name, bytes(1_000_000)).digest()
print(perf_counter() - start)
