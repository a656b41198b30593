print(type(BaseExceptionGroup('g', [ValueError()])).__name__)  # expect: ExceptionGroup
print(type(BaseExceptionGroup('g', [KeyboardInterrupt()])).__name__)  # expect: BaseExceptionGroup
for f in (
    lambda: ExceptionGroup('g', [KeyboardInterrupt()]),
    lambda: ExceptionGroup('g', []),
    lambda: ExceptionGroup('g', [1]),
    lambda: ExceptionGroup('g'),
    lambda: ExceptionGroup(1, [ValueError()]),
):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
        # expect: TypeError Cannot nest BaseExceptions in an ExceptionGroup
        # expect: ValueError second argument (exceptions) must be a non-empty sequence
        # expect: ValueError Item 0 of second argument (exceptions) is not an exception
        # expect: TypeError BaseExceptionGroup.__new__() takes exactly 2 arguments (1 given)
        # expect: TypeError BaseExceptionGroup.__new__() argument 1 must be str, not int
