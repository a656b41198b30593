def g():
    while True:
        try:
            yield
        except Exception as e:
            print(repr(e))
i = g()
next(i)
i.throw(ValueError)
i.throw(ValueError('v'))
try:
    i.throw(42)
except TypeError as e:
    print(e)
# expect: ValueError()
# expect: ValueError('v')
# expect: exceptions must be classes or instances deriving from BaseException, not int
