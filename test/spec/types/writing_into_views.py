# What fills a buffer writes where the view of it lies, and nowhere else.
import array
import io
import os
import socket
import tempfile


def fresh():
    return bytearray(b"0123456789")


x = fresh()
a, b = socket.socketpair()
a.send(b"abcdefgh")
print(b.recv_into(memoryview(x)[2:6]), x)  # expect: 4 bytearray(b'01abcd6789')
print(b.recvmsg_into([memoryview(x)[:1], memoryview(x)[8:]])[0], x)  # expect: 3 bytearray(b'e1abcd67fg')
print(b.recvfrom_into(memoryview(x)[5:], 4)[0], x)  # expect: 1 bytearray(b'e1abch67fg')
a.close()
b.close()

x = fresh()
print(io.BytesIO(b"abcdefgh").readinto(memoryview(x)[7:]), x)  # expect: 3 bytearray(b'0123456abc')
with tempfile.TemporaryFile() as f:
    f.write(b"abcdefgh")
    f.seek(0)
    print(f.readinto(memoryview(x)[1:3]), x)  # expect: 2 bytearray(b'0ab3456abc')
    print(f.raw.readinto(memoryview(x)[9:]), x)  # expect: 0 bytearray(b'0ab3456abc')
r, w = os.pipe()
os.write(w, b"abcd")
print(os.readv(r, [memoryview(x)[4:6], memoryview(x)[8:]]), x)  # expect: 4 bytearray(b'0ab3ab6acd')
os.close(r)
os.close(w)
x = array.array("H", [0, 0, 0])
print(io.BytesIO(b"\x01\x00\x02\x00").readinto(memoryview(x)[1:]), x)  # expect: 4 array('H', [0, 1, 2])

x = fresh()
for gaps in (memoryview(x)[::2], memoryview(x)[::-1]):
    try:
        io.BytesIO(b"abc").readinto(gaps)
    except TypeError as e:
        print(type(e).__name__)
# expect: TypeError
# expect: TypeError
print(x)  # expect: bytearray(b'0123456789')
