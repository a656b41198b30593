# A socket that is bound and doesn't listen: refuses, keeps its name from others, and may listen later.
import errno
import socket


def attempt(function, *args):
    try:
        return function(*args)
    except OSError as error:
        return errno.errorcode[error.errno]


bound = socket.socket()
bound.bind(("127.0.0.1", 0))
address = bound.getsockname()
print(attempt(socket.socket().connect, address))  # expect: ECONNREFUSED
print(attempt(bound.accept))  # expect: EINVAL
print(attempt(socket.socket().bind, address))  # expect: EADDRINUSE
print(attempt(socket.socket().bind, ("", address[1])))  # expect: EADDRINUSE
bound.listen()
client = socket.socket()
print(attempt(client.connect, address), bound.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))  # expect: None 1
print(attempt(client.listen), attempt(bound.listen), attempt(bound.connect, address))  # expect: EINVAL None EISCONN
# Both may have a name that both are ready to share, until one listens.
first, second = socket.socket(), socket.socket()
for s in (first, second):
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
first.bind(("127.0.0.1", 0))
print(attempt(second.bind, first.getsockname()))  # expect: None
print(attempt(first.listen), attempt(second.listen))  # expect: None EADDRINUSE
print(attempt(socket.socket().send, b"x"), attempt(socket.socket(socket.AF_UNIX).send, b"x"))  # expect: EPIPE ENOTCONN
print(attempt(bound.getsockopt, socket.SOL_SOCKET, 99), attempt(bound.setsockopt, 99, 1, 1))  # expect: ENOPROTOOPT ENOPROTOOPT
