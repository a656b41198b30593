# Async generators in a chain, driven by send(None).
from time import perf_counter


async def source(n):
    for i in range(n):
        yield i


async def doubled(items):
    async for item in items:
        yield item * 2


async def main():
    total = 0
    async for item in doubled(source(200_000)):
        total += item
    return total


start = perf_counter()
try:
    main().send(None)
except StopIteration:
    pass
print(perf_counter() - start)
