# since: 3.14
import types
import warnings


def source(x, *, y=2):
    try:
        yield x / y
    except ZeroDivisionError as e:
        try:
            raise KeyError from e
        except KeyError:
            yield 'inner'
        yield str(e)
    finally:
        yield 'end'


code = source.__code__
names = '''argcount posonlyargcount kwonlyargcount nlocals stacksize flags code consts names varnames filename name
qualname firstlineno linetable exceptiontable freevars cellvars'''.split()
args = [getattr(code, 'co_' + name) for name in names]
copy = types.CodeType(*args)
print(copy == code, copy is code)  # expect: True False
f = types.FunctionType(copy, globals())
f.__kwdefaults__ = {'y': 0}
print(list(f(4)))  # expect: ['inner', 'division by zero', 'end']


def attempt(*args, **changes):
    try:
        code.replace(**changes) if changes else types.CodeType(*args)
    except Exception as e:
        print(f'{type(e).__name__}: {e}')


attempt()  # expect: TypeError: code expected at least 16 arguments, got 0
attempt(-1, *args[1:])  # expect: ValueError: code: argcount must not be negative
attempt(*args[:6], 'x', *args[7:])  # expect: TypeError: code() argument 7 must be bytes, not str
attempt(*args[:8], (1,), *args[9:])  # expect: TypeError: name tuples must contain only strings, not 'int'
attempt(*args[:3], 9, *args[4:])  # expect: ValueError: code: co_nlocals != len(co_varnames)
attempt(co_argcount=-1)  # expect: ValueError: co_argcount must be a positive integer
attempt(co_varnames=('x',))  # expect: ValueError: code: co_varnames is too small
attempt(co_code=b'a')  # expect: ValueError: code: co_code is malformed
attempt(argcount=1)  # expect: TypeError: replace() got an unexpected keyword argument 'argcount'. Did you mean 'co_argcount'?
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    print(type(code.co_lnotab))  # expect: <class 'bytes'>
print(caught[0].message)  # expect: co_lnotab is deprecated, use co_lines instead.


def branch(x):
    if x:
        return 1


(branches,) = branch.__code__.co_branches()
print(len(branches), sorted(branches) == list(branches))  # expect: 3 True
