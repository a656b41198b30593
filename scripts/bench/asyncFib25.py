# async def fib(25): 243,000 coroutines.
from time import perf_counter


async def fib(n):
    if n <= 1:
        return n
    return await fib(n - 1) + await fib(n - 2)


start = perf_counter()
try:
    fib(25).send(None)
except StopIteration:
    pass
print(perf_counter() - start)
