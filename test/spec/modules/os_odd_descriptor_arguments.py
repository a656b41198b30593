# What functions on descriptors and devices say of sizes, positions and buffers that can't be.
import os
import tempfile


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


path = os.path.join(tempfile.mkdtemp(), "file")
with open(path, "w") as file:
    file.write("hello")
fd = os.open(path, os.O_RDWR)
attempt(os.pread, fd, -1, 0)  # expect: OSError [Errno 22] Invalid argument
attempt(os.pread, fd, 1, -1)  # expect: OSError [Errno 22] Invalid argument
attempt(os.pwrite, fd, b"x", -1)  # expect: OSError [Errno 22] Invalid argument
attempt(os.preadv, fd, [bytearray(2)], -1)  # expect: 2
attempt(os.pwritev, fd, [b"L", b"L"], -1)  # expect: 2
attempt(os.pread, fd, 9, 0)  # expect: b'heLLo'
attempt(os.pwritev, fd, [b"x"], -5)  # expect: OSError [Errno 22] Invalid argument
attempt(os.readv, fd, [b""])  # expect: BufferError Object is not writable.
attempt(os.readv, fd, ["x"])  # expect: TypeError a bytes-like object is required, not 'str'
attempt(os.readv, fd, {})  # expect: TypeError readv() arg 2 must be a sequence
attempt(os.writev, fd, iter([]))  # expect: TypeError writev() arg 2 must be a sequence
for offset in (0, 4, 5, -1):
    attempt(os.lseek, fd, offset, os.SEEK_DATA)
    attempt(os.lseek, fd, offset, os.SEEK_HOLE)
# expect: 0
# expect: 5
# expect: 4
# expect: 5
# expect: OSError [Errno 6] No such device or address
# expect: OSError [Errno 6] No such device or address
# expect: OSError [Errno 6] No such device or address
# expect: OSError [Errno 6] No such device or address
attempt(os.lseek, fd, 0, 7)  # expect: OSError [Errno 22] Invalid argument
attempt(os.utime, path, ns=("a", 1))  # expect: TypeError unsupported operand type(s) for divmod(): 'str' and 'int'
attempt(os.major, 2**40 + 0x1234)  # expect: 18
attempt(os.minor, 2**40 + 0x1234)  # expect: 268435508
attempt(os.makedev, 5000, 70000)  # expect: 17592472537200
attempt(os.makedev, 2**32 - 1, -1)  # expect: -1
attempt(os.major, -1)  # expect: -1
attempt(os.minor, -2)  # expect: OverflowError can't convert negative int to unsigned
attempt(os.minor, 2**64)  # expect: OverflowError int too big to convert
attempt(os.makedev, 2**32, 1)  # expect: OverflowError Python int too large to convert to C unsigned int
attempt(os.major, 1.5)  # expect: TypeError an integer is required
attempt(os.pidfd_open, -1)  # expect: OSError [Errno 22] Invalid argument
attempt(os.chroot, "/nowhere")  # expect: FileNotFoundError [Errno 2] No such file or directory: '/nowhere'
attempt(os.mkfifo, "")  # expect: FileNotFoundError [Errno 2] No such file or directory
