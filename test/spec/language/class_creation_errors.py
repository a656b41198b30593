class A:
    pass


for make in (
    lambda: type("B", (A, A), {}),
    lambda: type("C", (type,), {"__slots__": "s"}),
    lambda: int.__new__(bool, 0),
):
    try:
        make()
    except TypeError as e:
        print(e)
# expect: duplicate base class A
# expect: nonempty __slots__ not supported for subtype of 'type'
# expect: int.__new__(bool) is not safe, use bool.__new__()

print(type("D", (), {}).__module__)  # expect: __main__
