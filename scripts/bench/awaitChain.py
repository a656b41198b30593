# 10-deep await chain, 100,000 times, driven by send(None).
from time import perf_counter


async def link(n):
    if n == 0:
        return 1
    return await link(n - 1)


def main():
    for _ in range(100_000):
        try:
            link(10).send(None)
        except StopIteration:
            pass


def never_called():
    return None  # @bp


start = perf_counter()
main()
print(perf_counter() - start)
