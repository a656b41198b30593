class Coded(ExceptionGroup):
    def __init__(self, message, exceptions, code=0):
        self.code = code


class Made(Coded):
    def __new__(cls, message, exceptions, code=0):
        return super().__new__(cls, message, exceptions)


def error(f):
    try:
        return f()
    except TypeError as e:
        return e


some = [ValueError()]
print(Coded('m', some, code=3).code)  # expect: 3
print(Made('m', some, 4).code)  # expect: 4
print(error(lambda: Coded(message='m', exceptions=some)))
# expect: BaseExceptionGroup.__new__() takes exactly 2 arguments (0 given)
print(error(lambda: ExceptionGroup('m', some, code=3)))  # expect: ExceptionGroup() takes no keyword arguments
