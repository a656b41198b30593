print(min(3, 1, 2), max('abc', key=ord), min([], default='none'))  # expect: 1 c none
for f in (lambda: max([]), lambda: max(), lambda: max(1, 2, default=3)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
        # expect: ValueError max() iterable argument is empty
        # expect: TypeError max expected at least 1 argument, got 0
        # expect: TypeError Cannot specify a default for max() with multiple positional arguments
