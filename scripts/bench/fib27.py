# Plain calls: fib(27).
from time import perf_counter


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def never_called():
    return None  # @bp


start = perf_counter()
fib(27)
print(perf_counter() - start)
