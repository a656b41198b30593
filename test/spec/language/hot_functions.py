# Functions made, names imported and locals unset in code that runs often.


def closures(n):
    k = n

    def inner(a, b=n, *, c=1):
        return a + b + c + k

    return [inner(i) for i in range(2)], (lambda: k)(), {i: k for i in range(1)}


def imports():
    import math
    from math import floor

    return floor(math.sqrt(17))


def asserting(x):
    assert x, "no"
    return x


def unset(how):
    if how != 1:
        value = how
    for last in range(how):
        pass
    if how == 2:
        del value
    try:
        if how == 4:
            raise KeyError
        late = 1
    except KeyError:
        pass
    return value, last, late


def deleted_cell(again):
    cell = 1
    f = lambda: cell
    del cell
    if again:
        del cell
    return f


def merged(**kw):
    return sorted(kw)


def merging(d):
    return merged(a=1, **d)


for i in range(300):
    closures(i), imports(), asserting(1), unset(3), deleted_cell(False), merging({"b": i})

print(closures(5))  # expect: ([11, 12], 5, {0: 5})
print(imports(), unset(3), merging({"c": 2}))  # expect: 4 (3, 2, 1) ['a', 'c']


def failing(f, *args):
    try:
        f(*args)
    except Exception as e:
        print(type(e).__name__, e, e.__traceback__.tb_next.tb_lineno - f.__code__.co_firstlineno)


failing(asserting, 0)  # expect: AssertionError no 1
failing(unset, 1)  # expect: UnboundLocalError cannot access local variable 'value' where it is not associated with a value 13
failing(unset, 2)  # expect: UnboundLocalError cannot access local variable 'value' where it is not associated with a value 13
failing(unset, 0)  # expect: UnboundLocalError cannot access local variable 'last' where it is not associated with a value 13
failing(unset, 4)  # expect: UnboundLocalError cannot access local variable 'late' where it is not associated with a value 13
failing(deleted_cell, True)  # expect: UnboundLocalError cannot access local variable 'cell' where it is not associated with a value 5
failing(deleted_cell(False))  # expect: NameError cannot access free variable 'cell' where it is not associated with a value in enclosing scope 0
failing(merging, {"a": 2})  # expect: TypeError __main__.merged() got multiple values for keyword argument 'a' 1
