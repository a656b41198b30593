try:
    sum(5, b"")
except TypeError as e:
    print(e)  # expect: 'int' object is not iterable
