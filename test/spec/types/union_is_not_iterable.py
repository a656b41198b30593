# since: 3.14
import re
import typing


def tried(f, *args):
    try:
        return f(*args)
    except TypeError as e:
        return e


T = typing.TypeVar('T')
U = typing.TypeVar('U')
print(tried(iter, int | str))  # expect: 'typing.Union' object is not iterable
print(tried(list, typing.Optional[T]))  # expect: 'typing.Union' object is not iterable
print(tried(iter, re.match('a', 'a')))  # expect: 're.Match' object is not iterable
print(tried(type, 'X', (typing.TypeVar,), {}))  # expect: type 'typing.TypeVar' is not an acceptable base type
print(tried(issubclass, list[int], object))  # expect: issubclass() arg 1 must be a class
print(tried(lambda: dict[T, U][int]))  # expect: Too few arguments for dict[~T, ~U]; actual 1, expected at least 2
print(typing.NoDefault.__doc__ == type(typing.NoDefault).__doc__)  # expect: True
space = {}
exec('from typing import TypeVar; V = TypeVar("V")', space)
print(space['V'].__module__, T.__module__ == __name__)  # expect: None True


def f[Q](): ...


print(f.__type_params__[0].__module__)  # expect: typing
