# The first connect() after one in the background tells how that one ended.
import errno
import select
import socket


def connected(s, address):
    code = s.connect_ex(address)
    return errno.errorcode.get(code, code)


listener = socket.create_server(("127.0.0.1", 0))
there = listener.getsockname()
with socket.create_server(("127.0.0.1", 0)) as closed:
    nobody = closed.getsockname()

with socket.socket() as s:
    s.setblocking(False)
    print(connected(s, there))  # expect: EINPROGRESS
    select.select([], [s], [])
    print(connected(s, there), connected(s, there))  # expect: 0 EISCONN

with socket.socket() as s:
    s.setblocking(False)
    print(connected(s, nobody))  # expect: EINPROGRESS
    select.select([], [s], [])
    print(connected(s, nobody), connected(s, nobody))  # expect: ECONNREFUSED EINPROGRESS
    select.select([], [s], [])
    error = s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    print(errno.errorcode[error], connected(s, nobody))  # expect: ECONNREFUSED ECONNABORTED

with socket.socket() as s:
    print(connected(s, there), connected(s, there))  # expect: 0 EISCONN

# With a time limit, the kernel connects in the background.
with socket.socket() as s:
    s.settimeout(60)
    print(connected(s, there), connected(s, there), connected(s, there))  # expect: 0 0 EISCONN

listener.close()
