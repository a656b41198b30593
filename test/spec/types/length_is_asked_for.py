# Who gathers items asks for their number first: what that raises goes on.
class BadLength:
    def __iter__(self):
        return iter([1])

    def __len__(self):
        raise RuntimeError("length")


for f in list, sorted, bytes, bytearray().extend, [].extend:
    try:
        f(BadLength())
    except RuntimeError as e:
        print(f.__name__, e)
# expect: list length
# expect: sorted length
# expect: bytes length
# expect: extend length
# expect: extend length
