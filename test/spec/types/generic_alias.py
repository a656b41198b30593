print(list[int], dict[str, list[int]], tuple[int, ...], list[int] == list[int])  # expect: list[int] dict[str, list[int]] tuple[int, ...] True
print(list[int]([1]), list[int].__origin__, list[int].__args__)  # expect: [1] <class 'list'> (<class 'int'>,)
try:
    isinstance([], list[int])
except TypeError as e:
    print(e)  # expect: isinstance() argument 2 cannot be a parameterized generic
