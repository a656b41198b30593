import array
from collections.abc import Buffer

print([isinstance(x, Buffer) for x in (b'', bytearray(), memoryview(b''), array.array('i'), '', [])])  # expect: [True, True, True, True, False, False]
print(bytes(b'abc'.__buffer__(0)), hasattr(bytes, '__release_buffer__'))  # expect: b'abc' False
view = bytearray(b'xy').__buffer__(1)
view[0] = 122
print(bytes(view))  # expect: b'zy'
try:
    b'abc'.__buffer__(1)
except BufferError as e:
    print(e)  # expect: Object is not writable.
