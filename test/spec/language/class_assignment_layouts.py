class G: __slots__ = ["a", "b"]
class H: __slots__ = ["b", "a"]
class J: __slots__ = ["c", "b"]
class K(H): __slots__ = ["e"]
class L(G): __slots__ = ["e"]
class Q(J): pass
class R(J): __slots__ = ["__dict__", "__weakref__"]


def may(old, new):
    x = old()
    try:
        x.__class__ = new
    except TypeError as e:
        return str(e)
    return type(x) is new


print(may(G, H), may(Q, R))  # expect: True True
print(may(G, J))  # expect: __class__ assignment: 'J' object layout differs from 'G'
print(may(K, L))  # expect: __class__ assignment: 'L' object layout differs from 'K'
