m = memoryview(b"abcdef")
print(m[1], bytes(m[1:3]), m[::-2].tolist(), m[2:].tobytes(), len(m))  # expect: 98 b'bc' [102, 100, 98] b'cdef' 6
print(m.readonly, m.format, m.shape, m == b"abcdef", hash(m) == hash(b"abcdef"))  # expect: True B (6,) True True
