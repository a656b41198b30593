import bz2
import io
import tarfile

PACKED = bytes.fromhex('425a683931415926535919939b6b00000001002000200021184682ee48a70a120332736d60')
print(bz2.decompress(PACKED))  # expect: b'a'
text = b''.join(b'line %d of %d\n' % (i, i * i) for i in range(9000))
for data in (b'', b'abc', b'\0' * 100000, b'ab' * 70000, bytes(range(256)) * 30, text):
    for level in (1, 9):
        packed = bz2.compress(data, level)
        if bz2.decompress(packed) != data or len(packed) > len(data) // 2 + 1000:
            print('wrong', len(data), level, len(packed))
d = bz2.BZ2Decompressor()
packed = bz2.compress(text) + b'behind'
out = b''.join(d.decompress(packed[i : i + 7]) for i in range(0, len(packed) - 6, 7))
print(out == text, d.eof, d.needs_input)  # expect: True True False
print((d.unused_data + packed[len(packed) // 7 * 7 :])[-6:])  # expect: b'behind'
d = bz2.BZ2Decompressor()
print(d.decompress(bz2.compress(text), 10), d.eof, d.needs_input)  # expect: b'line 0 of ' False False
print(d.decompress(b'', 5), len(d.decompress(b'')) == len(text) - 15, d.eof)  # expect: b'0\nlin' True True
try:
    d.decompress(b'x')
except EOFError as e:
    print(e)  # expect: End of stream already reached
broken = bytearray(bz2.compress(text))
broken[len(broken) // 2] ^= 8
try:
    bz2.decompress(bytes(broken))
except OSError as e:
    print(e)  # expect: Invalid data stream
print(bz2.decompress(bz2.compress(b'one') + bz2.compress(b'two')))  # expect: b'onetwo'
file = io.BytesIO()
with tarfile.open(fileobj=file, mode='w:bz2') as archive:
    info = tarfile.TarInfo('name')
    info.size = 4
    archive.addfile(info, io.BytesIO(b'data'))
file.seek(0)
with tarfile.open(fileobj=file) as archive:
    print(archive.getnames(), archive.extractfile('name').read())  # expect: ['name'] b'data'
