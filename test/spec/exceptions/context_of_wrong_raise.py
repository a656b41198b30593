class Odd(Exception):
    def __new__(cls):
        return 5


def context(wrong):
    try:
        try:
            raise KeyError('k')
        except KeyError:
            raise wrong
    except TypeError as e:
        print(e, '|', repr(e.__context__))


context(5)  # expect: exceptions must derive from BaseException | KeyError('k')
context(None)  # expect: exceptions must derive from BaseException | KeyError('k')
context(Odd)
# expect: calling <class '__main__.Odd'> should have returned an instance of BaseException, not <class 'int'> | KeyError('k')
