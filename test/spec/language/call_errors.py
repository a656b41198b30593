def f(a, b=1, *, c): pass
for args, kw in [((), {}), ((1,), {}), ((1, 2, 3), {'c': 1}), ((1,), {'c': 1, 'd': 2}), ((1,), {'a': 1, 'c': 2})]:
    try:
        f(*args, **kw)
    except TypeError as e:
        print(e)
# expect: f() missing 1 required positional argument: 'a'
# expect: f() missing 1 required keyword-only argument: 'c'
# expect: f() takes from 1 to 2 positional arguments but 3 positional arguments (and 1 keyword-only argument) were given
# expect: f() got an unexpected keyword argument 'd'
# expect: f() got multiple values for argument 'a'
