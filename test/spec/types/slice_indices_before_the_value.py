# Assigning to a slice looks at its indices before the value; a memoryview at the value first.
import array


class Bad:
    def __index__(self):
        raise ZeroDivisionError


def assign(target):
    try:
        target[Bad() : 2] = None
    except Exception as e:
        print(type(e).__name__)


assign([1, 2, 3])  # expect: ZeroDivisionError
assign(bytearray(b"abc"))  # expect: ZeroDivisionError
assign(array.array("b", [1, 2, 3]))  # expect: ZeroDivisionError
assign(memoryview(bytearray(b"abc")))  # expect: TypeError
