for f in (lambda: len(), lambda: len(1), lambda: sorted(), lambda: isinstance(1, 2), lambda: getattr(1, 2), lambda: chr(-1), lambda: ord('ab'), lambda: abs('a'), lambda: round('a'), lambda: iter(1), lambda: next(1)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
        # expect: TypeError len() takes exactly one argument (0 given)
        # expect: TypeError object of type 'int' has no len()
        # expect: TypeError sorted expected 1 argument, got 0
        # expect: TypeError isinstance() arg 2 must be a type, a tuple of types, or a union
        # expect: TypeError attribute name must be string, not 'int'
        # expect: ValueError chr() arg not in range(0x110000)
        # expect: TypeError ord() expected a character, but string of length 2 found
        # expect: TypeError bad operand type for abs(): 'str'
        # expect: TypeError type str doesn't define __round__ method
        # expect: TypeError 'int' object is not iterable
        # expect: TypeError 'int' object is not an iterator
