# since: 3.14
print((int | str) | 0, 0 | (int | str))  # expect: int | str | 0 0 | int | str
print((int | str) | "x")  # expect: int | str | ForwardRef('x')
try:
    int | 0
except TypeError as e:
    print(e)  # expect: unsupported operand type(s) for |: 'type' and 'int'
