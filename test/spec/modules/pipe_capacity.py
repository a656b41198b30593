import fcntl
import os

reader, writer = os.pipe()
os.set_blocking(writer, False)
print(fcntl.fcntl(writer, fcntl.F_GETPIPE_SZ))  # expect: 65536
print(os.write(writer, bytes(100_000)))  # expect: 65536
os.read(reader, 65536)
print(fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 5000))  # expect: 8192
print(os.write(writer, bytes(100_000)))  # expect: 8192
for wrong in (-1, "spam", 2**40):
    try:
        fcntl.fcntl(wrong, fcntl.F_GETFD)
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
# expect: ValueError file descriptor cannot be a negative integer (-1)
# expect: TypeError argument must be an int, or have a fileno() method.
# expect: OverflowError Python int too large to convert to C int
os.close(reader)
os.close(writer)
