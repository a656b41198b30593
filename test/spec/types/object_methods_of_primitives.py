# object's own methods work on values that have others.
print(object.__repr__("a")[:15])  # expect: <str object at
print(object.__repr__(5)[:14])  # expect: <int object at
print(object.__hash__("a") == object.__hash__("a"))  # expect: True
print(object.__eq__(5, 6))  # expect: NotImplemented
