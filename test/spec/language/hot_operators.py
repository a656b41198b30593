# since: 3.14
# Operators in code that runs often: other types than at first, and the edges of small ints and floats.


class Float(float):
    def __add__(self, other):
        return "Float.__add__"


class List(list):
    def __getitem__(self, i):
        return f"item {i}"

    def __setitem__(self, i, v):
        print("set", i, v)

    def __iter__(self):
        return iter("ab")


def add(a, b):
    return a + b


def multiply(a, b):
    return a * b


def power(a, b):
    return a**b


def divide(a, b):
    return a / b


def modulo(a, b):
    return a % b


def bits(a, b):
    a &= b
    return a | b ^ 1, a >> 1


def item(v, i):
    return v[i]


def put(v, i, x):
    v[i] = x


def total(iterable):
    n = 0
    for x in iterable:
        n += x
    return n


def swap(pair):
    a, b = pair
    return b, a


numbers = [1, 2, 3]
for i in range(300):
    add(i, 1), add(1.5, i * 1.0), multiply(i, 2), multiply(0.5, 0.5), power(2.0, 0.5), divide(1.0, 2.0), modulo(i, 7)
    bits(i, 5), item(numbers, i % 3), put(numbers, i % 3, i), total(numbers), total(range(3)), swap((1, 2))

print(add(2**53 - 1, 1), add(-(2**53), -1))  # expect: 9007199254740992 -9007199254740993
print(add(True, 1.5), add("a", "b"), add([1], [2]), add(Float(1), 2.0))  # expect: 2.5 ab [1, 2] Float.__add__
print(add(1.0, Float(1)), add(1e308, 1e308), add(-0.0, -0.0))  # expect: 2.0 inf -0.0
print(multiply(94906267, 94906267), multiply(0, -5), multiply("ab", 2))  # expect: 9007199515875289 0 abab
print(multiply(-0.0, 2.0), multiply(3, 0.5), multiply(True, True))  # expect: -0.0 1.5 1
print(power(2.0, -1.5), power(2, 100), power(0.0, 1.0))  # expect: 0.3535533905932738 1267650600228229401496703205376 0.0
print(divide(7, 2), divide(1e300, 1e-10), divide(-1.0, 4.0))  # expect: 3.5 inf -0.25
print(modulo(-7, 3), modulo(7, -3), modulo(7.5, 2), modulo("%s!", 1))  # expect: 2 -2 1.5 1!
print(bits(2**40, 2**41 - 1), bits(True, 3))  # expect: (2199023255550, 549755813888) (3, 0)
print(item(numbers, -1), item((1, 2), 1), item("abc", 1), item({1: 2}, 1), item(List(), 5))  # expect: 299 2 b 2 item 5
put(List(), 1, 2)  # expect: set 1 2
put(numbers, -1, "last")
print(numbers)  # expect: [297, 298, 'last']
print(total((1, 2, 3)), total({1: 0, 2: 0}), total(i for i in range(4)), total(range(5, 0, -2)))  # expect: 6 3 6 9
print(swap([1, 2]), swap("xy"), swap(List([1, 2, 3])))  # expect: (2, 1) ('y', 'x') ('b', 'a')


def failing(f, *args):
    try:
        f(*args)
    except Exception as e:
        print(type(e).__name__, e if len(e.args) == 1 else '', e.__traceback__.tb_next.tb_lineno - f.__code__.co_firstlineno)


failing(divide, 1.0, 0.0)  # expect: ZeroDivisionError division by zero 1
failing(power, 10.0, 400.0)  # expect: OverflowError  1
failing(modulo, 1, 0)  # expect: ZeroDivisionError division by zero 1
failing(item, numbers, 3)  # expect: IndexError list index out of range 1
failing(put, numbers, 3, 0)  # expect: IndexError list assignment index out of range 1
failing(swap, [1, 2, 3])  # expect: ValueError too many values to unpack (expected 2, got 3) 1
failing(total, 5)  # expect: TypeError 'int' object is not iterable 2
