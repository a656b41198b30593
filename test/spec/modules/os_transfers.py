import os
import stat
import tempfile

os.chdir(tempfile.mkdtemp())

# Counters with a descriptor.
e = os.eventfd(3)
print(os.eventfd_read(e))  # expect: 3
os.eventfd_write(e, 5)
print(os.read(e, 8))  # expect: b'\x05\x00\x00\x00\x00\x00\x00\x00'
s = os.eventfd(2, os.EFD_SEMAPHORE | os.EFD_NONBLOCK)
print(os.eventfd_read(s), os.eventfd_read(s))  # expect: 1 1
try:
    os.eventfd_read(s)
except BlockingIOError as error:
    print(error)  # expect: [Errno 11] Resource temporarily unavailable

# Files without a name, and copying between descriptors.
m = os.memfd_create("x")
os.write(m, b"hello")
a = os.open("a", os.O_RDWR | os.O_CREAT)
b = os.open("b", os.O_RDWR | os.O_CREAT)
os.write(b, os.pread(m, 9, 0))
print(os.copy_file_range(b, a, 3, 0), os.pread(a, 9, 0))  # expect: 3 b'hel'
r, w = os.pipe()
print(os.splice(a, w, 2, offset_src=1), os.read(r, 9))  # expect: 2 b'el'
buffers = [bytearray(2), bytearray(3)]
print(os.preadv(m, buffers, 1), buffers)  # expect: 4 [bytearray(b'el'), bytearray(b'lo\x00')]
print(os.pwritev(m, [b"XX", b"Y"], 0), os.pread(m, 9, 0))  # expect: 3 b'XXYlo'
os.posix_fallocate(a, 0, 100)
os.posix_fadvise(a, 0, 0, os.POSIX_FADV_WILLNEED)
print(os.stat("a").st_size)  # expect: 100
for call in (
    lambda: os.splice(a, m, 2),
    lambda: os.copy_file_range(a, m, -1),
    lambda: os.posix_fadvise(r, 0, 0, 0),
    lambda: os.sendfile(w, a, -1, 2),
):
    try:
        call()
    except (OSError, ValueError) as error:
        print(error)
# expect: [Errno 22] Invalid argument
# expect: negative value for 'count' not allowed
# expect: [Errno 29] Illegal seek
# expect: [Errno 22] Invalid argument

os.umask(0o022)
os.mkfifo("f")
os.mkfifo("g", 0o666)
os.mknod("n", 0o640 | stat.S_IFREG)
print([stat.filemode(os.stat(name).st_mode) for name in "fgn"])  # expect: ['prw-r--r--', 'prw-r--r--', '-rw-r-----']
try:
    os.mkfifo("f")
except FileExistsError as error:
    print(error)  # expect: [Errno 17] File exists
os.chdir("/")
for fd in e, s, m, a, b, r, w:
    os.close(fd)
