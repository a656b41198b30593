class Meta(int):
    def __init__(*args, **kwargs): pass

    def __new__(cls, name, bases, attrs, **kwargs): return name, bases, kwargs


d = {"metaclass": Meta}


class A(0, 1, 2, 3, **d): pass


class B(0, *range(1, 4), **d, foo="bar"): pass


print(A, B)  # expect: ('A', (0, 1, 2, 3), {}) ('B', (0, 1, 2, 3), {'foo': 'bar'})
