for value, spec in ((1, ",s"), ("a", "d"), (1.5, "x"), ("a", "=5"), (1, ".2")):
    try:
        format(value, spec)
    except ValueError as e:
        print(e)
        # expect: Cannot specify ',' with 's'.
        # expect: Unknown format code 'd' for object of type 'str'
        # expect: Unknown format code 'x' for object of type 'float'
        # expect: '=' alignment not allowed in string format specifier
        # expect: Precision not allowed in integer format specifier
