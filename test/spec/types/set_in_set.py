inner = {1}
outer = {frozenset([1])}
print(inner in outer)  # expect: True
outer.discard(inner)
print(outer)  # expect: set()
