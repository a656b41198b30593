try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError('k') from None
except KeyError as e:
    print(e.__suppress_context__, repr(e.__context__), e.__cause__)  # expect: True ZeroDivisionError('division by zero') None
