# A comparison that empties the sets in the middle of an operation does no harm.
class Clears:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        a.clear()
        b.clear()
        return False


for operation in ("__and__", "__sub__", "__xor__", "__ixor__", "difference", "symmetric_difference_update"):
    a = {Clears()}
    b = {Clears()}
    getattr(a, operation)(b)
print(len(b))  # expect: 0
