# Bytes of iterables: a TypeError of iter() is replaced, and each int is looked at before the next is asked for.
class Ints:
    def __init__(self, *ints):
        self.ints = list(ints)

    def __iter__(self):
        print("iter", end=" ")
        return self

    def __next__(self):
        print("next", end=" ")
        if not self.ints:
            raise StopIteration
        return self.ints.pop(0)

    def __length_hint__(self):
        print("hint", end=" ")
        return 2


class NoIterator:
    def __iter__(self):
        return 5


def attempt(f, v):
    try:
        print(f(v))
    except (TypeError, ValueError) as e:
        print(e)


attempt(bytes, Ints(1, 2))  # expect: iter hint next next next b'\x01\x02'
attempt(bytes, Ints(300, 2))  # expect: iter hint next bytes must be in range(0, 256)
attempt(bytearray, Ints(1, "a", 2))  # expect: iter next next 'str' object cannot be interpreted as an integer
attempt(bytearray().extend, Ints(-1, 2))  # expect: iter hint next byte must be in range(0, 256)
for f in bytes, bytearray, bytearray().extend, b"".join, "".join:
    attempt(f, NoIterator())

# expect: cannot convert 'NoIterator' object to bytes
# expect: cannot convert 'NoIterator' object to bytearray
# expect: can't extend bytearray with NoIterator
# expect: can only join an iterable
# expect: can only join an iterable
