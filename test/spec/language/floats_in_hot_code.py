def mixed(items):
    total = 0.5
    for x in items:
        total = total + x * 2 - -total / 3 + (x if x > 1.5 else -x) ** 2
        total = total % 100.0
    return total


print(mixed([1, 2.0, True, 1.25, 3] * 200))  # expect: 62.493388178641275


class Vector:
    def __init__(self, x):
        self.x = x

    def __mul__(self, other):
        return Vector(self.x * other)

    def __rmul__(self, other):
        return Vector(self.x * other * 2)

    def __add__(self, other):
        return self.x + (other.x if isinstance(other, Vector) else other)


def reflected(v, k):
    r = 1.5 * k
    for i in range(400):
        r = (v * 2.0 + r * 0.001) - (2.0 * v + 1) * 0.5
    return r


print(reflected(Vector(2), 3), reflected(Vector(2.5), 1.0))  # expect: -0.5005005005005003 -0.5005005005005003


def divides(a, b):
    s = 1.0
    for i in range(300):
        t = s * a
        s = t + 1.0 / (b - i)
    return s


try:
    divides(1.0, 250)
except ZeroDivisionError as e:
    frame = e.__traceback__.tb_next.tb_frame
    print(frame.f_locals)  # expect: {'a': 1.0, 'b': 250, 's': 7.100675249432577, 'i': 250, 't': 7.100675249432577}
    print(e.__traceback__.tb_next.tb_lineno - frame.f_code.co_firstlineno)  # expect: 4


def kept(n):
    zero = 0.0
    seen = []
    for i in range(n):
        x = i * 0.5
        y = x
        z = x * 1.0
        seen.append(x is y and x is not z and x == z)
        if x * 2.0 < i or x * 2.0 > i:
            seen.append(None)
    return all(seen), -zero, (-zero) * 3, zero - 0.0, 2**0.5 * 2**0.5 == 2.0


print(kept(400))  # expect: (True, -0.0, -0.0, 0.0, False)


def compares(nan, n):
    return [(x * 1.0 < nan, x * 1.0 != nan, x * 1.0 >= 1, 0.5 < x) for x in range(n)][-1]


print([compares(float("nan"), 300) for _ in range(100)][-1])  # expect: (False, True, True, True)


def slices(items, n):
    for i in range(n):
        a, b, c = items[i:], items[:-1], items[-2:i]
        d, e = items[::-1], items[True:]
    return a, b, c, d, e


print(slices([1, 2, 3], 400))  # expect: ([], [1, 2], [2, 3], [3, 2, 1], [2, 3])
