# The bytes and the pieces that are written are those of CPython's native code.
import pickle


class File:
    def __init__(self):
        self.sizes = []

    def write(self, data):
        self.sizes.append(len(data))


def written(value, protocol=4):
    file = File()
    pickle.dump(value, file, protocol)
    return file.sizes


print(pickle.dumps(None, 4))  # expect: b'\x80\x04N.'
print(pickle.dumps([1, 256, 70000, -1, 2**40, 1.5, True], 4).hex())
# expect: 80049526000000000000005d94284b014d00014a701101004affffffff8a06000000000001473ff800000000000088652e
shared = ['a', b'b', ('c',), {'d': None}, {1}, frozenset([2])]
print(pickle.dumps([shared, shared, 'a'], 5).hex())
# expect: 8005952e000000000000005d94285d94288c016194430162948c01639485947d948c0164944e738f94284b0190284b0291946568016802652e
itself = ([],)
itself[0].append(itself)
print(pickle.dumps(itself, 2))  # expect: b'\x80\x02]q\x00h\x00\x85q\x01a0h\x01.'
print(written('x' * 65535), written('x' * 65536))  # expect: [65553] [7, 65536, 2]
print(written(list(range(100000))))  # expect: [65548, 65546, 65545, 65545, 65545, 41202]
print(len(pickle.dumps(list(range(1001)), 3)), len(pickle.dumps({i: i for i in range(1000)}, 3)))  # expect: 2757 5498
print(pickle.loads(pickle.dumps(shared)) == shared)  # expect: True


class Own:
    def __reduce__(self):
        return int, ('7',)


print(pickle.loads(pickle.dumps([1, Own()])))  # expect: [1, 7]
for bad in (lambda: pickle.dumps(1, 6), lambda: pickle.dump(1, 2), lambda: pickle.dumps([i for i in [(i for i in ())]])):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__)
# expect: ValueError
# expect: TypeError
# expect: TypeError
