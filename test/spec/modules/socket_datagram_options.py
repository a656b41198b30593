import re
import socket
import struct


def tell(method, *args):
    try:
        print(method(*args))
    except Exception as error:
        print(type(error).__name__, error)


IP, IPV6 = socket.IPPROTO_IP, socket.IPPROTO_IPV6
four = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
four.bind(("127.0.0.1", 0))

# How far datagrams go.
print(four.getsockopt(IP, socket.IP_TTL), four.getsockopt(IP, socket.IP_MULTICAST_TTL))  # expect: 64 1
four.setsockopt(IP, socket.IP_TTL, 7)
four.setsockopt(IP, socket.IP_MULTICAST_TTL, struct.pack("i", 3))
print(four.getsockopt(IP, socket.IP_TTL), four.getsockopt(IP, socket.IP_MULTICAST_TTL))  # expect: 7 3
tell(four.setsockopt, IP, socket.IP_TTL, 256)  # expect: OSError [Errno 22] Invalid argument
tell(four.setsockopt, IP, socket.IP_MULTICAST_TTL, -2)  # expect: OSError [Errno 22] Invalid argument
print(four.getsockopt(IP, socket.IP_TTL), four.getsockopt(IP, socket.IP_MULTICAST_LOOP))  # expect: 7 1
four.setsockopt(IP, socket.IP_MULTICAST_LOOP, 0)
print(four.getsockopt(IP, socket.IP_MULTICAST_LOOP))  # expect: 0

# Groups.
none = socket.inet_aton("0.0.0.0")
tell(four.setsockopt, IP, socket.IP_ADD_MEMBERSHIP, b"short")  # expect: OSError [Errno 22] Invalid argument
tell(four.setsockopt, IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton("10.0.0.1") + none)  # expect: OSError [Errno 22] Invalid argument
tell(four.setsockopt, IP, socket.IP_DROP_MEMBERSHIP, socket.inet_aton("239.1.2.3") + socket.inet_aton("127.0.0.1"))  # expect: OSError [Errno 99] Cannot assign requested address

# Interfaces.
number, name = socket.if_nameindex()[0]
print(socket.if_nametoindex(name) == number, socket.if_indextoname(number) == name)  # expect: True True
tell(socket.if_nametoindex, 0)  # expect: TypeError expected str, bytes or os.PathLike object, not int
tell(socket.if_nametoindex, "no such")  # expect: OSError no interface with this name
tell(socket.if_indextoname, 0)  # expect: OSError [Errno 6] No such device or address

# No name: the kernel chooses an abstract one.
unix = [socket.socket(socket.AF_UNIX) for _ in range(2)]
for each in unix:
    each.bind("")
names = [each.getsockname() for each in unix]
print(all(re.fullmatch(rb"\0[0-9a-f]{5}", each) for each in names), names[0] != names[1])  # expect: True True

for each in [four, *unix]:
    each.close()
