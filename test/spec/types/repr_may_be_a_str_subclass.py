class S(str): pass


class O:
    def __repr__(self): return S("text")


print(type(repr(O())).__name__, type(ascii(O())).__name__, type(str(O())).__name__)  # expect: S S S
