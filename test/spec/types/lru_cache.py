from functools import lru_cache
calls = []
@lru_cache(maxsize=2)
def f(n):
    calls.append(n)
    return n * n
for n in (1, 2, 1, 3, 1, 2):
    f(n)
print(calls, f.cache_info())  # expect: [1, 2, 3, 2] CacheInfo(hits=2, misses=4, maxsize=2, currsize=2)
