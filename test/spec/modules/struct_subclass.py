import pickle
import io
import struct
import sys

first = struct.error
kept = sys.modules.pop('_struct')
import _struct

sys.modules['_struct'] = kept
try:
    struct.unpack('<i', b'')
except first as e:
    print(e)  # expect: unpack requires a buffer of 4 bytes


class Short(struct.Struct):
    def __init__(self):
        super().__init__('>h')


print(struct.Struct('<hi').unpack(b'\x01\x00\x02\x00\x00\x00'), struct.Struct(format='b').size)  # expect: (1, 2) 1
print(Short().pack(258), Short().size)  # expect: b'\x01\x02' 2
print(pickle.loads(pickle.dumps(io.StringIO('kept'))).getvalue())  # expect: kept
