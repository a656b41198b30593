b = bytearray(b"abc")
b[1:2] = b"XYZ"
b.append(33)
del b[0]
b += b"!"
print(b, b.pop(), len(b))  # expect: bytearray(b'XYZc!') 33 5
b[::2] = b"..."
print(b)  # expect: bytearray(b'.Y.c.')
