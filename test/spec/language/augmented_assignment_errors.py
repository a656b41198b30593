# The message of a failed augmented assignment names its operator.
def attempt(f):
    try:
        f(1)
    except TypeError as e:
        print(e)


def add(b):
    b += None


def subtract(b):
    b -= []


def text():
    s = "a"
    s -= 1


attempt(add)  # expect: unsupported operand type(s) for +=: 'int' and 'NoneType'
attempt(subtract)  # expect: unsupported operand type(s) for -=: 'int' and 'list'
attempt(lambda _: text())  # expect: unsupported operand type(s) for -=: 'str' and 'int'
try:
    n = 1
    del n[0]
except TypeError as e:
    print(e)  # expect: 'int' object does not support item deletion
try:
    del (1,)[0]
except TypeError as e:
    print(e)  # expect: 'tuple' object doesn't support item deletion
