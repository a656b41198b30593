# `raise ... from 5` is an error with a context like any other.
try:
    try:
        {}["k"]
    finally:
        raise ValueError from 5
except TypeError as e:
    print(e, "|", repr(e.__context__))  # expect: exception causes must derive from BaseException | KeyError('k')
