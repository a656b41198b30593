# The dictionary of a builtin type has slot wrappers first, in the slots' order, then methods, fields, computed attributes.
def names(t, n=None):
    return " ".join([k for k in vars(t) if k != "__getattribute__"][:n])


print(names(tuple))  # expect: __new__ __repr__ __hash__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __iter__ __len__ __getitem__ __add__ __mul__ __rmul__ __contains__ __getnewargs__ index count __class_getitem__ __doc__
print(names(bool))  # expect: __new__ __repr__ __invert__ __and__ __rand__ __xor__ __rxor__ __or__ __ror__ __doc__
print(names(list, 20))  # expect: __new__ __repr__ __hash__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __iter__ __init__ __len__ __getitem__ __setitem__ __delitem__ __add__ __mul__ __rmul__ __contains__ __iadd__
print(names(int, 45)[-120:])  # expect: or__ __or__ __ror__ __int__ __float__ __floordiv__ __rfloordiv__ __truediv__ __rtruediv__ __index__ conjugate bit_length
print(names(type({}.keys())))  # expect: __repr__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __iter__ __sub__ __rsub__ __and__ __rand__ __xor__ __rxor__ __or__ __ror__ __len__ __contains__ isdisjoint __reversed__ mapping __doc__ __hash__
