import gzip
import io
import zipfile
import zlib

data = b'hello world ' * 500 + bytes(range(256))
print([len(zlib.compress(data, level)) for level in (0, 1, 6, 9)])  # expect: [6267, 353, 336, 336]
print(zlib.decompress(zlib.compress(data, wbits=-15), wbits=-15) == data)  # expect: True
print(zlib.crc32(b'abc'), zlib.adler32(b'abc'))  # expect: 891568578 38600999
print(gzip.decompress(gzip.compress(data)) == data)  # expect: True
with zipfile.ZipFile(io.BytesIO(), 'w', zipfile.ZIP_DEFLATED) as archive:
    archive.writestr('a.txt', 'hello' * 100)
    print(archive.read('a.txt')[:7])  # expect: b'hellohe'
