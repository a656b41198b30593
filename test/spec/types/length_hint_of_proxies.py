import weakref


def g():
    yield 1
    yield 2


x = g()
print(list(weakref.proxy(x)))  # expect: [1, 2]


def f(**kw):
    pass


try:
    f(**{1: 3}, **{1: 5})
except TypeError as e:
    print(e)  # expect: __main__.f() got multiple values for keyword argument '1'
