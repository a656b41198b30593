# zlib.crc32 and binascii.crc32 of all lengths and places, in parts and as a whole.
import binascii
import zlib

data = bytes(i * i * 7 % 251 for i in range(400))

parts = [zlib.crc32(data[a : a + n]) for n in range(40) for a in (0, 1, 2, 3, 5, 8, 13)]
print(len(set(parts)), sum(parts), max(parts))  # expect: 274 552758999850 4290970645

crc = 0
for n in range(28):
    crc = zlib.crc32(memoryview(data)[n * (n - 1) // 2 : n * (n + 1) // 2], crc)
print(crc == zlib.crc32(data[: 27 * 28 // 2]), crc)  # expect: True 3974917978
print(binascii.crc32(data) == zlib.crc32(data), zlib.crc32(b""))  # expect: True 0
print(zlib.crc32(b"", 5), zlib.crc32(data, -1))  # expect: 5 1578825226
print(hex(zlib.crc32(b"123456789")))  # expect: 0xcbf43926
