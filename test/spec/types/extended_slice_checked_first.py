import copy


def error(f):
    try:
        f()
    except (TypeError, ValueError) as e:
        return e


def put(at, value):
    [1, 2, 3][at] = value


print(error(lambda: put(slice(None, None, 0), 5)))  # expect: slice step cannot be zero
print(error(lambda: put(slice('a', None, 2), 5)))
# expect: slice indices must be integers or None or have an __index__ method
print(error(lambda: put(slice(None, None, 2), 5)))  # expect: must assign iterable to extended slice
print(error(lambda: copy.copy(memoryview(b'a'))))  # expect: cannot pickle memoryview objects
