import io
import lzma
import tarfile

PACKED = bytes.fromhex(
    'fd377a585a000004e6d6b4460200210116000000742fe5a3e00153001a5d00369848be4b99404f15c80fec087df5cc4ea714'
    '4f2db367b00000000000c5dbb9b8300d0563000136d4020000007f210ac7b1c467fb020000000004595a'
)
print(lzma.decompress(PACKED) == b'made by liblzma, ' * 20)  # expect: True
text = b''.join(b'line %d of %d\n' % (i, i * i) for i in range(9000))
noise = bytes(i * i * 7919 >> 5 & 255 for i in range(70000))
for data in (b'', b'abc', b'\0' * 100000, b'ab' * 70000, noise + text, text):
    for form in (lzma.FORMAT_XZ, lzma.FORMAT_ALONE):
        packed = lzma.compress(data, form)
        if lzma.decompress(packed) != data or len(packed) > len(data) + 200:
            print('wrong', len(data), form, len(packed))
print(len(lzma.compress(text)) < len(text) // 3)  # expect: True
d = lzma.LZMADecompressor()
packed = lzma.compress(text, check=lzma.CHECK_SHA256) + b'behind'
out = b''.join(d.decompress(packed[i : i + 7]) for i in range(0, len(packed) - 6, 7))
print(out == text, d.eof, d.needs_input, d.check)  # expect: True True False 10
d = lzma.LZMADecompressor()
print(d.decompress(lzma.compress(text), 10), d.eof, d.needs_input)  # expect: b'line 0 of ' False False
print(len(d.decompress(b'')) == len(text) - 10, d.eof)  # expect: True True
try:
    d.decompress(b'x')
except EOFError as e:
    print(e)  # expect: Already at end of stream
broken = bytearray(lzma.compress(text))
broken[len(broken) // 2] ^= 8
try:
    lzma.decompress(bytes(broken))
except lzma.LZMAError as e:
    print(e)  # expect: Corrupt input data
try:
    lzma.decompress(b'no xz, but text')
except lzma.LZMAError as e:
    print(e)  # expect: Input format not supported by decoder
filters = [{'id': lzma.FILTER_DELTA, 'dist': 4}, {'id': lzma.FILTER_LZMA2, 'lc': 0, 'lp': 2, 'dict_size': 1 << 16}]
raw = lzma.compress(noise, lzma.FORMAT_RAW, filters=filters)
print(lzma.decompress(raw, lzma.FORMAT_RAW, filters=filters) == noise)  # expect: True
print(lzma.decompress(lzma.compress(noise, filters=filters)) == noise)  # expect: True
print(lzma.decompress(lzma.compress(b'one') + lzma.compress(b'two')))  # expect: b'onetwo'
try:
    lzma.compress(b'', preset=10)
except lzma.LZMAError as e:
    print(e)  # expect: Invalid or unsupported options
file = io.BytesIO()
with tarfile.open(fileobj=file, mode='w:xz') as archive:
    info = tarfile.TarInfo('name')
    info.size = 4
    archive.addfile(info, io.BytesIO(b'data'))
file.seek(0)
with tarfile.open(fileobj=file) as archive:
    print(archive.getnames(), archive.extractfile('name').read())  # expect: ['name'] b'data'
