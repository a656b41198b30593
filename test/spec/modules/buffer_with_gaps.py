import binascii
import io

gaps = memoryview(b'abcdef')[::2]
print(bytes(gaps), b'ace' == gaps)  # expect: b'ace' True


def refused(f):
    try:
        f()
    except BufferError as e:
        return str(e)


print(refused(lambda: binascii.crc32(gaps)))  # expect: memoryview: underlying buffer is not C-contiguous
print(refused(lambda: io.BytesIO(gaps)))  # expect: memoryview: underlying buffer is not C-contiguous
print(refused(lambda: b'ace'.find(gaps)))  # expect: memoryview: underlying buffer is not C-contiguous
print(refused(lambda: binascii.crc32(memoryview(b'abc')[1:])))  # expect: None
