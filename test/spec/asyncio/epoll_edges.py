import select
import socket

one, other = socket.socketpair()
poller = select.epoll()
poller.register(one.fileno(), select.EPOLLIN | select.EPOLLET)
other.send(b"x")
print(len(poller.poll(5)))  # expect: 1
print(poller.poll(0))  # expect: []
other.send(b"y")
print(len(poller.poll(5)))  # expect: 1

poller.modify(one.fileno(), select.EPOLLIN | select.EPOLLONESHOT)
print(len(poller.poll(5)), poller.poll(0))  # expect: 1 []

number = one.fileno()
one.close()
try:
    poller.unregister(number)
except OSError as error:
    print(error.errno)  # expect: 9
same = select.epoll.fromfd(poller.fileno())
poller.close()
try:
    same.poll(0)
except OSError as error:
    print(error.errno)  # expect: 9
other.close()
