# since: 3.14
print(None, Ellipsis, NotImplemented, type(None).__name__, type(...).__name__)  # expect: None Ellipsis NotImplemented NoneType ellipsis
print(type(None)() is None, bool(None))  # expect: True False
try:
    bool(NotImplemented)
except TypeError as e:
    print(e)  # expect: NotImplemented should not be used in a boolean context
