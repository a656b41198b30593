class C(list):
    pass


class D(C):
    def __new__(cls):
        return object.__new__(cls)


def error(make):
    try:
        make()
    except TypeError as e:
        return e


print(int.__new__.__self__, repr(int.__new__).split(' at ')[0])  # expect: <class 'int'> <built-in method __new__ of type object
print(str.maketrans.__self__, repr(str.maketrans).split(' at ')[0])  # expect: None <built-in method maketrans of type object
print(error(lambda: object.__new__(C)))  # expect: object.__new__(C) is not safe, use C.__new__()
print(error(D))  # expect: object.__new__(D) is not safe, use C.__new__()
