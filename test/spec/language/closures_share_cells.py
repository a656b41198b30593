def f():
    x = 1
    def g():
        nonlocal x
        x += 1
    def h():
        return x
    g()
    return h()
print(f())  # expect: 2
