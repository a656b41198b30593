# since: 3.14
u = int | str | None
print(u, u.__args__, isinstance(1, u), issubclass(str, int | str), int | int, (int | str) == (str | int), type(u))  # expect: int | str | None (<class 'int'>, <class 'str'>, <class 'NoneType'>) True True <class 'int'> True <class 'typing.Union'>
try:
    int | 'a'
except TypeError as e:
    print(e)  # expect: unsupported operand type(s) for |: 'type' and 'str'
