import operator


def error(f):
    try:
        f()
    except TypeError as e:
        return e


print(error(lambda: operator.countOf(1, 2)))  # expect: argument of type 'int' is not iterable
print(error(lambda: operator.indexOf(None, 2)))  # expect: argument of type 'NoneType' is not iterable
print(error(lambda: sorted([1], kye=1)))  # expect: sort() got an unexpected keyword argument 'kye'
print(error(lambda: sorted([1], keyy=1)))  # expect: sort() got an unexpected keyword argument 'keyy'. Did you mean 'key'?
print(error(lambda: sorted(5, kye=1)))  # expect: 'int' object is not iterable
