# Operators on constants too large to be computed beforehand, in code that runs often: their results are no constants.


def powers():
    while True:
        yield 10**50 + 100, 2**-1 + 1


def sums(x):
    while True:
        x = yield 10 + x + 5, 10 - x - 5, 3 * x * 7


many = powers()
for _ in range(3000):
    last = next(many)
print(last)  # expect: (100000000000000000000000000000000000000000000000100, 1.5)

many = sums(1)
next(many)
for i in range(3000):
    last = many.send(i)
print(last)  # expect: (3014, -2994, 62979)
