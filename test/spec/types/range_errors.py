# since: 3.14
for f in (lambda: range(1.5), lambda: range(), lambda: range(1, 2, 0), lambda: range(3)[3], lambda: range(3).index(5)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
        # expect: TypeError 'float' object cannot be interpreted as an integer
        # expect: TypeError range expected at least 1 argument, got 0
        # expect: ValueError range() arg 3 must not be zero
        # expect: IndexError range object index out of range
        # expect: ValueError range.index(x): x not in range
