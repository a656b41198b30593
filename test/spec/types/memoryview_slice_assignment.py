import array

data = bytearray(b'0123456789')
view = memoryview(data)
view[2:5] = b'abc'
print(data)  # expect: bytearray(b'01abc56789')
view[1:6] = view[0:5]
print(data)  # expect: bytearray(b'001abc6789')
view[::3] = b'wxyz'
print(data)  # expect: bytearray(b'w01xbcy78z')
view[::-1] = view
print(data)  # expect: bytearray(b'z87ycbx10w')
view[7:] = b'...'
view[3:3] = b''
print(data)  # expect: bytearray(b'z87ycbx...')
view[8:2:-2] = memoryview(b'ABCDEF')[::2]
print(data)  # expect: bytearray(b'z87yEbC.A.')
numbers = array.array('i', range(5))
memoryview(numbers)[1:3] = array.array('i', [70000, -1])
print(numbers)  # expect: array('i', [0, 70000, -1, 3, 4])
try:
    view[:2] = b'abc'
except ValueError as e:
    print(e)  # expect: memoryview assignment: lvalue and rvalue have different structures
