e = ValueError()
print(e.__cause__, e.__context__, e.__suppress_context__)  # expect: None None False
e.__cause__ = KeyError('k')
print(repr(e.__cause__), e.__suppress_context__)  # expect: KeyError('k') True
try:
    e.__context__ = 1
except TypeError as e:
    print(e)  # expect: exception context must be None or derive from BaseException
