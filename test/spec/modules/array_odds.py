# array: iterators are pickled, the reconstructor checks what it gets, characters past Unicode's end are refused.
import array, pickle, warnings
from array import _array_reconstructor as reconstruct

warnings.simplefilter("ignore")


def failure(f, *args):
    try:
        f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


a = array.array("i", [1, 2, 3])
it = iter(a)
next(it)
print(it.__reduce__()[1:], list(pickle.loads(pickle.dumps(it))))  # expect: ((array('i', [1, 2, 3]),), 1) [2, 3]
it.__setstate__(2)
print(list(it), it.__reduce__()[1:])  # expect: [3] (((),),)
print(failure(reconstruct, str, "b", 0, b""))  # expect: TypeError: str is not a subtype of array.array
print(failure(reconstruct, array.array, "b", "", b""))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(failure(reconstruct, array.array, "?", 0, b""))  # expect: ValueError: second argument must be a valid type code
print(failure(reconstruct, array.array, "d", 16, b"a"), failure(reconstruct, array.array, "d", 17, b"a"))  # expect: ValueError: bytes length not a multiple of item size ValueError: string length not a multiple of item size
u = array.array("u", b"\xff\xff\xff\xff")
print(failure(u.tounicode), failure(lambda: u[0]), failure(repr, u))  # expect: ValueError: character U+ffffffff is not in range [U+0000; U+10ffff] ValueError: chr() arg not in range(0x110000) ValueError: character U+ffffffff is not in range [U+0000; U+10ffff]
