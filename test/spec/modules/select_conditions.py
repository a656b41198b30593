# What poll() and epoll say beside what they were asked for: ends, errors, what was hung up.
import os
import select
import socket


def poll(file, mask=select.POLLIN | select.POLLOUT):
    p = select.poll()
    p.register(file, mask)
    return [events for _, events in p.poll(0)]


def epoll(file, mask=select.EPOLLIN | select.EPOLLOUT):
    with select.epoll() as e:
        e.register(file, mask)
        return [events for _, events in e.poll(0)]


reader, writer = os.pipe()
os.write(writer, b"x")
print(poll(reader), poll(writer), poll(writer, 0))  # expect: [1] [4] []
os.close(writer)
print(poll(reader), epoll(reader))  # expect: [17] [17]
os.read(reader, 1)
print(poll(reader), epoll(reader, 0))  # expect: [16] [16]
reader, writer = os.pipe()
os.close(reader)
print(poll(writer), poll(writer, 0))  # expect: [12] [8]
a, b = socket.socketpair()
print(poll(a), poll(a, select.POLLRDNORM | select.POLLWRNORM), epoll(a, select.EPOLLRDHUP))  # expect: [4] [256] []
b.shutdown(socket.SHUT_WR)
print(poll(a), epoll(a, select.EPOLLRDHUP), epoll(a, 0))  # expect: [5] [8192] []
b.close()
print(poll(a), poll(a, 0), epoll(a, select.EPOLLRDHUP))  # expect: [21] [16] [8208]
print(poll(socket.socket()), epoll(socket.socket()))  # expect: [20] [20]
refused = socket.socket()
refused.bind(("127.0.0.1", 0))
client = socket.socket()
client.setblocking(False)
client.connect_ex(refused.getsockname())
select.select([], [client], [])
print(poll(client), client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) != 0)  # expect: [29] True
# Told once, and not even hung up after that.
with select.epoll() as e:
    e.register(a, select.EPOLLIN | select.EPOLLONESHOT)
    print([events for _, events in e.poll(0)], e.poll(0))  # expect: [17] []
    e.modify(a, select.EPOLLIN)
    print([events for _, events in e.poll(0)])  # expect: [17]
for function in (lambda: select.select([], [], [], "x"), lambda: select.poll().poll("x"), lambda: select.epoll(flags=1)):
    try:
        function()
    except (TypeError, OSError) as error:
        print(error)
# expect: timeout must be a float or None
# expect: timeout must be an integer or None
# expect: invalid flags
