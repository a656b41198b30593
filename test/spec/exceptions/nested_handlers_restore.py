import sys
try:
    raise ValueError(1)
except ValueError:
    try:
        raise KeyError(2)
    except KeyError:
        print(repr(sys.exception()))  # expect: KeyError(2)
    print(repr(sys.exception()))  # expect: ValueError(1)
print(sys.exception())  # expect: None
