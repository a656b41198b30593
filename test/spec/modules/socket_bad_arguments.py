import errno
import os
import socket
import tempfile


def tell(method, *args):
    try:
        print(method(*args))
    except Exception as error:
        print(type(error).__name__, error)


sockets = []


def of(family, kind=socket.SOCK_STREAM):
    made = socket.socket(family, kind)
    sockets.append(made)
    made.settimeout(1)
    return made


four, six, unix = socket.AF_INET, socket.AF_INET6, socket.AF_UNIX
DGRAM = socket.SOCK_DGRAM

# Addresses.
tell(of(four).bind, 5)  # expect: TypeError bind(): AF_INET address must be tuple, not int
tell(of(four).bind, ("127.0.0.1",))  # expect: TypeError AF_INET address must be a pair (host, port)
tell(of(four).connect, ("127.0.0.1", 1, 2))  # expect: TypeError AF_INET address must be a pair (host, port)
tell(of(four).connect, ("127.0.0.1", "1"))  # expect: TypeError 'str' object cannot be interpreted as an integer
tell(of(four).connect, ("127.0.0.1", 70000))  # expect: OverflowError connect(): port must be 0-65535.
tell(of(four).connect, ("127.0.0.1", 2**70))  # expect: OverflowError connect(): port must be 0-65535.
tell(of(four).connect, (5, 1))  # expect: TypeError str, bytes or bytearray expected, not int
tell(of(four).connect, ("a\0b", 1))  # expect: TypeError host name must not contain null character
tell(of(four).connect_ex, ("127.0.0.1", 1))  # expect: 111
tell(of(six).bind, ("127.0.0.1", 70000))  # expect: gaierror [Errno -9] Address family for hostname not supported
tell(of(six).bind, ("<broadcast>", 1))  # expect: OSError address family mismatched
tell(of(six).connect, ("::1",))  # expect: TypeError AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])
tell(of(six).connect, ("::1", 1, -1))  # expect: OverflowError connect(): flowinfo must be 0-1048575.
tell(of(four, DGRAM).connect, ("<broadcast>", 1))  # expect: PermissionError [Errno 13] Permission denied
tell(of(four, DGRAM).connect_ex, ("255.255.255.255", 1))  # expect: 13
tell(of(unix).bind, ("127.0.0.1", 1))  # expect: TypeError a bytes-like object is required, not 'tuple'
tell(of(unix).bind, "x" * 200)  # expect: OSError AF_UNIX path too long

# Unix sockets are refused at once, also those that don't block.
with tempfile.TemporaryDirectory() as folder:
    there = os.path.join(folder, "file")
    open(there, "w").close()
    for kind in (socket.SOCK_STREAM, DGRAM):
        for path in (there, folder, os.path.join(folder, "none", "x")):
            one, other = of(unix, kind), of(unix, kind)
            one.setblocking(False)
            refused = errno.errorcode[one.connect_ex(path)]
            try:
                other.bind(path)
            except OSError as error:
                print(refused, errno.errorcode[error.errno])
                # expect: ECONNREFUSED EADDRINUSE
                # expect: ECONNREFUSED EADDRINUSE
                # expect: ENOENT ENOENT
                # expect: ECONNREFUSED EADDRINUSE
                # expect: ECONNREFUSED EADDRINUSE
                # expect: ENOENT ENOENT

# Other arguments.
listening = of(four)
listening.bind(("127.0.0.1", 0))
tell(listening.listen, "x")  # expect: TypeError 'str' object cannot be interpreted as an integer
tell(listening.listen, 2**40)  # expect: OverflowError signed integer is greater than maximum
tell(listening.listen, -1)  # expect: None
tell(of(four).accept)  # expect: OSError [Errno 22] Invalid argument
datagrams = of(four, DGRAM)
datagrams.setblocking(False)
tell(datagrams.accept)  # expect: OSError [Errno 95] Operation not supported
tell(of(four, DGRAM).listen)  # expect: OSError [Errno 95] Operation not supported
tell(of(four).recv_into, bytearray(2), 5)  # expect: ValueError buffer too small for requested bytes
tell(of(four, DGRAM).recvfrom_into, bytearray(2), 5)  # expect: ValueError nbytes is greater than the length of the buffer

# A closed socket.
closed = of(four)
closed.close()
tell(closed.connect, ("127.0.0.1", 70000))  # expect: OverflowError connect(): port must be 0-65535.
tell(closed.bind, 5)  # expect: TypeError bind(): AF_INET address must be tuple, not int
tell(closed.send, "x")  # expect: TypeError a bytes-like object is required, not 'str'
tell(closed.send, b"x")  # expect: OSError [Errno 9] Bad file descriptor
tell(closed.setsockopt, 1, 2, "x")  # expect: TypeError a bytes-like object is required, not 'str'
tell(closed.setsockopt, 1, 2, 3)  # expect: OSError [Errno 9] Bad file descriptor
tell(closed.setblocking, False)  # expect: OSError [Errno 9] Bad file descriptor
tell(closed.settimeout, 1)  # expect: OSError [Errno 9] Bad file descriptor
tell(closed.settimeout, -1)  # expect: ValueError Timeout value out of range
tell(closed.getsockname)  # expect: OSError [Errno 9] Bad file descriptor
tell(closed.fileno)  # expect: -1

listening.close()
for made in sockets:
    made.close()
