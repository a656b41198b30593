# Plain values are unpickled at once, from bytes and from files: what is shared stays shared, a file stands behind the pickle,
# and whatever isn't plain or isn't well formed is told of as by the code in Python.
import io
import os
import pickle
import tempfile

ring = []
ring.append(ring)
shared = [1, -2, 1 << 100, 2.5, None, True, "ä\ud800", b"bytes", bytearray(b"array")]
values = [ring, (shared, {"a": shared, (1, 2): {3}}, frozenset([4])), "x" * 100000, Exception("not plain"), [], ()]
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    r, (s, d, f), *rest = [pickle.loads(pickle.dumps(v, protocol)) for v in values]
    print(r[0] is r, s == shared, d["a"] is s, d[1, 2], f, len(rest[0]), rest[1:])

# expect: True True True {3} frozenset({4}) 100000 [Exception('not plain'), [], ()]
# expect: True True True {3} frozenset({4}) 100000 [Exception('not plain'), [], ()]
# expect: True True True {3} frozenset({4}) 100000 [Exception('not plain'), [], ()]
# expect: True True True {3} frozenset({4}) 100000 [Exception('not plain'), [], ()]
# expect: True True True {3} frozenset({4}) 100000 [Exception('not plain'), [], ()]
# expect: True True True {3} frozenset({4}) 100000 [Exception('not plain'), [], ()]

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "pickles")
    with open(path, "wb") as out:
        for v in values:
            pickle.dump(v, out)
    for buffering in -1, 0, 100:
        with open(path, "rb", buffering=buffering) as file:
            print([type(pickle.load(file)).__name__ for _ in values], file.tell() == os.path.getsize(path))
            try:
                pickle.load(file)
            except EOFError as e:
                print(e)

# expect: ['list', 'tuple', 'str', 'Exception', 'list', 'tuple'] True
# expect: Ran out of input
# expect: ['list', 'tuple', 'str', 'Exception', 'list', 'tuple'] True
# expect: Ran out of input
# expect: ['list', 'tuple', 'str', 'Exception', 'list', 'tuple'] True
# expect: Ran out of input

memory = io.BytesIO(pickle.dumps([1, 2]) + pickle.dumps("next") + b"rest")
print(pickle.load(memory), pickle.load(memory), memory.read())  # expect: [1, 2] next b'rest'


class Reader:
    def __init__(self, data):
        self.file = io.BytesIO(data)
        self.asked = []

    def read(self, n):
        self.asked.append(n)
        return self.file.read(n)

    def readline(self):
        return self.file.readline()


reader = Reader(pickle.dumps(["a", "b"]))
print(pickle.load(reader), len(reader.asked) > 1)  # expect: ['a', 'b'] True

whole = pickle.dumps([1, {"k": (2.5, "text")}])
for cut in 0, 1, 5, 12, 20, len(whole) - 1:
    try:
        print(pickle.loads(whole[:cut]))
    except Exception as e:
        print(type(e).__name__, e)

# expect: EOFError Ran out of input
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError pickle data was truncated
for data in b"\x80\x04K\x01e.", b"\x80\x04h\x07.", b"\x80\x09N.", b"\x80\x04\x8c\x01\xff.", b"K\x01a.":
    try:
        print(pickle.loads(data))
    except Exception as e:
        print(type(e).__name__, e)

# expect: UnpicklingError could not find MARK
# expect: UnpicklingError Memo value not found at index 7
# expect: ValueError unsupported pickle protocol: 9
# expect: UnicodeDecodeError 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
# expect: UnpicklingError unpickling stack underflow
