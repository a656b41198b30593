# The opcodes of pickle's first protocols are lines of text, which also those that are damaged tell of.
import pickle
import pickletools


def read(data, **options):
    try:
        return pickle.loads(data, **options)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


print(read(b'(I1\nI01\nI00\nL-5L\nF2.5\nFinf\nNl.'))  # expect: [1, True, False, -5, 2.5, inf, None]
print(read(b"(S'one'\nI1\nS\"two\"\nI2\n2d."))  # expect: UnpicklingError: odd number of items for DICT
shared = ['text', 2**70, 1.5, -0.0, 'a\u20ac\U0001f600', {'k': (1, ())}]
value = [shared, shared, {'x': shared}]
for protocol in (0, 1):
    data = pickle.dumps(value, protocol)
    for given in (data, bytearray(data), memoryview(data), memoryview(pickletools.optimize(data))):
        again = pickle.loads(given)
        assert again == value and again[0] is again[1]
    print(again[0][4])  # expect: a€😀
    # expect: a€😀
print(read(b'U\x02\xe9a.', encoding='latin1'), read(b'U\x02\xe9a.', encoding='bytes'))  # expect: éa b'\xe9a'
print(read(b'U\x02\xe9a.'))
# expect: UnicodeDecodeError: 'ascii' codec can't decode byte 0xe9 in position 0: ordinal not in range(128)
print(read(memoryview(b'N.N.')[::2]))  # expect: BufferError: memoryview: underlying buffer is not C-contiguous

for damaged in (b'I3N\n.', b'I\n.', b'L5U\n.', b'F1x\n.', b'(p0\n.', b'0.', b'px\n.', b'Np-1\n.', b'g7\n.', b'i.', b'(NNNd.', b'}(Nu.', b"'"):
    print(read(damaged))
    # expect: ValueError: could not convert string to int
    # expect: UnpicklingError: pickle data was truncated
    # expect: ValueError: invalid literal for int() with base 10: '5U\n'
    # expect: ValueError: could not convert string to float
    # expect: UnpicklingError: unexpected MARK found
    # expect: UnpicklingError: unpickling stack underflow
    # expect: UnpicklingError: unpickling stack underflow
    # expect: ValueError: negative PUT argument
    # expect: UnpicklingError: Memo value not found at index 7
    # expect: UnpicklingError: could not find MARK
    # expect: UnpicklingError: odd number of items for DICT
    # expect: UnpicklingError: odd number of items for SETITEMS
    # expect: UnpicklingError: invalid load key, '\x27'.

print(read(b'N.', encoding=5))  # expect: TypeError: loads() argument 'encoding' must be str, not int
print(read(b'N.', errors=None))  # expect: TypeError: loads() argument 'errors' must be str, not None
print(read(b'N.', errors='a\0'))  # expect: ValueError: embedded null character
