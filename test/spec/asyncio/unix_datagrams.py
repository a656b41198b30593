import os
import socket
import tempfile

with tempfile.TemporaryDirectory() as folder:
    path, other = os.path.join(folder, "one"), os.path.join(folder, "two")
    one = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    one.bind(path)
    two = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    two.sendto(b"unnamed", path)
    print(one.recvfrom(100)[0])  # expect: b'unnamed'
    two.bind(other)
    two.connect(path)
    two.send(b"a longer message")
    data, _, flags, source = one.recvmsg(8)
    print(data, flags == socket.MSG_TRUNC, source == other)  # expect: b'a longer' True True
    one.sendto(b"back", source)
    print(two.recv(100))  # expect: b'back'
    one.close()
    try:
        two.send(b"nobody there")
    except ConnectionRefusedError as error:
        print(error.errno)  # expect: 111
    two.close()
