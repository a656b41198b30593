import socket

STREAM, DGRAM, RAW = socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW


def tell(function, *args):
    try:
        result = function(*args)
    except Exception as error:
        print(type(error).__name__, error)
        return
    if function is socket.getaddrinfo:
        result = [(int(kind), protocol, name, *address[:2]) for _, kind, protocol, name, address in result]
    print(result)


query, name = socket.getaddrinfo, socket.getnameinfo

# Without a host: the loopback to connect to, all addresses to listen at.
tell(query, None, 80, 0, STREAM)  # expect: [(1, 6, '', '::1', 80), (1, 6, '', '127.0.0.1', 80)]
tell(query, None, 80, 0, STREAM, 0, socket.AI_PASSIVE)  # expect: [(1, 6, '', '0.0.0.0', 80), (1, 6, '', '::', 80)]
tell(query, None, None)  # expect: gaierror [Errno -2] Name or service not known
tell(query, "", 80)  # expect: gaierror [Errno -2] Name or service not known

# Hosts.
tell(query, 5, 80)  # expect: TypeError getaddrinfo() argument 1 must be string or None
tell(query, bytearray(b"::1"), 80)  # expect: TypeError getaddrinfo() argument 1 must be string or None
tell(query, b"127.0.0.1", 80, 0, STREAM)  # expect: [(1, 6, '', '127.0.0.1', 80)]
tell(query, "127.1", 80, 0, STREAM)  # expect: [(1, 6, '', '127.0.0.1', 80)]
tell(query, "x" * 64 + ".com", 80)
# expect: UnicodeEncodeError 'idna' codec can't encode characters in position 0-63: label too long
tell(query, "a..b", 80)  # expect: UnicodeEncodeError 'idna' codec can't encode character '\x2e' in position 2: label empty
tell(query, "::1%nolo", 80)  # expect: gaierror [Errno -2] Name or service not known
tell(query, "fe80::1%1", 80, 0, STREAM)  # expect: [(1, 6, '', 'fe80::1', 80)]
tell(query, "ff02::1%lo", 80, 0, STREAM)  # expect: [(1, 6, '', 'ff02::1', 80)]
tell(query, "::1", 80, socket.AF_INET)  # expect: gaierror [Errno -9] Address family for hostname not supported
tell(query, "127.0.0.1", 80, socket.AF_INET6)  # expect: gaierror [Errno -9] Address family for hostname not supported
tell(query, "127.0.0.1", 80, 999)  # expect: gaierror [Errno -6] ai_family not supported

# Ports: a number, the C library's reading of a text, or a service's name.
tell(query, "127.0.0.1", " +80", 0, STREAM)  # expect: [(1, 6, '', '127.0.0.1', 80)]
tell(query, "127.0.0.1", "80 ", 0, STREAM)  # expect: gaierror [Errno -8] Servname not supported for ai_socktype
tell(query, "127.0.0.1", 2**16 + 1, 0, STREAM)  # expect: [(1, 6, '', '127.0.0.1', 1)]
tell(query, "127.0.0.1", 2**31, 0, STREAM)  # expect: gaierror [Errno -8] Servname not supported for ai_socktype
tell(query, "127.0.0.1", 2**70, 0, STREAM)  # expect: gaierror [Errno -8] Servname not supported for ai_socktype
tell(query, "127.0.0.1", -1, 0, STREAM)  # expect: gaierror [Errno -8] Servname not supported for ai_socktype
tell(query, "127.0.0.1", 5.0)  # expect: OSError Int or String expected
tell(query, "127.0.0.1", "nope")  # expect: gaierror [Errno -8] Servname not supported for ai_socktype
tell(query, "127.0.0.1", "http")  # expect: [(1, 6, '', '127.0.0.1', 80)]
tell(query, "127.0.0.1", "https", 0, DGRAM)  # expect: [(2, 17, '', '127.0.0.1', 443)]
tell(query, "127.0.0.1", "http", 0, DGRAM)  # expect: gaierror [Errno -8] Servname not supported for ai_socktype

# Which kind goes with which protocol.
tell(query, "127.0.0.1", 1)  # expect: [(1, 6, '', '127.0.0.1', 1), (2, 17, '', '127.0.0.1', 1), (3, 0, '', '127.0.0.1', 1)]
tell(query, "127.0.0.1", 1, 0, 0, 17)  # expect: [(2, 17, '', '127.0.0.1', 1)]
tell(query, "127.0.0.1", 1, 0, STREAM, 17)  # expect: gaierror [Errno -7] ai_socktype not supported
tell(query, "127.0.0.1", 1, 0, 0, 999)  # expect: gaierror [Errno -8] Servname not supported for ai_socktype
tell(query, "127.0.0.1", 1, 0, RAW)  # expect: gaierror [Errno -8] Servname not supported for ai_socktype
tell(query, "127.0.0.1", None, 0, RAW, 1)  # expect: [(3, 1, '', '127.0.0.1', 0)]
tell(query, "127.0.0.1", 1, 0, 77)  # expect: gaierror [Errno -7] ai_socktype not supported

# Flags.
tell(query, "127.0.0.1", "http", 0, STREAM, 0, socket.AI_NUMERICSERV)  # expect: gaierror [Errno -2] Name or service not known
tell(query, "localhost", 80, 0, STREAM, 0, socket.AI_NUMERICHOST)  # expect: gaierror [Errno -2] Name or service not known
tell(query, None, 80, 0, STREAM, 0, socket.AI_CANONNAME)  # expect: gaierror [Errno -1] Bad value for ai_flags
tell(query, "127.0.0.1", 80, 0, STREAM, 0, socket.AI_CANONNAME)  # expect: [(1, 6, '127.0.0.1', '127.0.0.1', 80)]
tell(query, "127.0.0.1", 80, 0, STREAM, 0, -1)  # expect: gaierror [Errno -1] Bad value for ai_flags

# And back.
NUMERIC = socket.NI_NUMERICHOST | socket.NI_NUMERICSERV
tell(name, ("127.0.0.1", 80), NUMERIC)  # expect: ('127.0.0.1', '80')
tell(name, ("127.0.0.1", 80), socket.NI_NUMERICHOST)  # expect: ('127.0.0.1', 'http')
tell(name, ("127.0.0.1", 80000), NUMERIC)  # expect: ('127.0.0.1', '14464')
tell(name, ("127.0.0.1", -1), NUMERIC)  # expect: gaierror [Errno -8] Servname not supported for ai_socktype
tell(name, ("127.0.0.1", -1), 0)  # expect: gaierror [Errno -8] Servname not supported for ai_socktype
tell(name, ("127.0.0.1", 2**40), NUMERIC)  # expect: OverflowError signed integer is greater than maximum
tell(name, ("127.0.0.1", "1"), NUMERIC)  # expect: TypeError 'str' object cannot be interpreted as an integer
tell(name, ("::1", 80, -1), NUMERIC)  # expect: OverflowError getnameinfo(): flowinfo must be 0-1048575.
tell(name, ("::1", 80, 0, 1), NUMERIC)  # expect: ('::1%1', '80')
tell(name, ("ff02::1", 80, 0, 1), NUMERIC)  # expect: ('ff02::1%lo', '80')
tell(name, ("127.0.0.1", 80, 0), NUMERIC)  # expect: OSError IPv4 sockaddr must be 2 tuple
tell(name, ("nope", 1), NUMERIC)  # expect: gaierror [Errno -2] Name or service not known
tell(name, (b"127.0.0.1", 1), NUMERIC)  # expect: TypeError getnameinfo(): illegal sockaddr argument
tell(name, (), NUMERIC)  # expect: TypeError getnameinfo(): illegal sockaddr argument
tell(name, ["127.0.0.1", 1], NUMERIC)  # expect: TypeError getnameinfo() argument 1 must be a tuple
tell(name, ("127.0.0.1", 80), -1)  # expect: gaierror [Errno -1] Bad value for ai_flags
tell(socket.gethostbyname, "::1")  # expect: gaierror [Errno -9] Address family for hostname not supported
tell(socket.gethostbyname, "")  # expect: 0.0.0.0
tell(socket.gethostbyname, "a\0b")
# expect: TypeError gethostbyname() argument 1 must be encoded string without null bytes, not str
tell(socket.gethostbyname_ex, "127.0.0.1")  # expect: ('127.0.0.1', [], ['127.0.0.1'])
tell(socket.inet_pton, socket.AF_INET, "127.0.0.1\0")  # expect: ValueError embedded null character
tell(socket.CMSG_SPACE, 2**31 - 17)  # expect: OverflowError CMSG_SPACE() argument out of range
tell(socket.CMSG_SPACE, 2**31 - 24)  # expect: OverflowError CMSG_SPACE() argument out of range
tell(socket.CMSG_SPACE, 2**31 - 26)  # expect: 2147483640
tell(socket.CMSG_LEN, 2**31 - 18)  # expect: 2147483646
tell(socket.if_indextoname, 2**32 + 1)  # expect: OverflowError index is too large
