# since: 3.14
# What a class says of its annotations, and defaults of type parameters that wait until somebody asks.
import typing


def attempt(f):
    try:
        return f()
    except Exception as e:
        return f'{type(e).__name__}: {e}'


class Own:
    x: int

    def __annotate__(format): pass


print(attempt(lambda: Own.__annotations__))  # expect: TypeError: __annotate__ returned non-dict of type 'NoneType'


def function(a: (lambda: 1)): pass


function.__annotations__['a'].__qualname__
print(function.__annotations__['a'].__qualname__)  # expect: <lambda>
function.__annotate__ = lambda format: 5
print(attempt(lambda: function.__annotations__))  # expect: TypeError: __annotate__ returned non-dict of type 'int'


class Plain:
    y: (lambda: 1)


print(Plain.__annotations__['y'].__qualname__)  # expect: Plain.<lambda>
print(attempt(lambda: delattr(Plain, '__annotate__')))  # expect: TypeError: cannot delete __annotate__ attribute


class Empty: pass


print(attempt(lambda: delattr(Empty, '__annotations__')))  # expect: AttributeError: __annotations__


class Generic[T = undefined]:
    pass


(T,) = Generic.__type_params__
print(T.has_default(), attempt(lambda: T.__default__))  # expect: True NameError: name 'undefined' is not defined
undefined = int
print(T.__default__)  # expect: <class 'int'>
print(attempt(lambda: typing.TypeAliasType('A', int, type_params=(T, 1))))  # expect: TypeError: Expected a type param, got 1
