# The names of Unix sockets: who has one, and what stays of it.
import os
import socket
import tempfile


def attempt(function, *args):
    try:
        return function(*args)
    except OSError as error:
        return type(error).__name__


os.chdir(tempfile.mkdtemp())
server = socket.socket(socket.AF_UNIX)
server.bind("name")
print(attempt(socket.socket(socket.AF_UNIX).connect, "name"))  # expect: ConnectionRefusedError
server.listen()
client = socket.socket(socket.AF_UNIX)
client.connect("name")
accepted, address = server.accept()
print(repr(address), accepted.getsockname(), client.getpeername())  # expect: '' name name
server.close()
print(os.listdir())  # expect: ['name']
print(attempt(socket.socket(socket.AF_UNIX).connect, "name"))  # expect: ConnectionRefusedError
print(attempt(socket.socket(socket.AF_UNIX).bind, "name"))  # expect: OSError
os.unlink("name")
print(attempt(socket.socket(socket.AF_UNIX).connect, "name"))  # expect: FileNotFoundError
# Nothing in the file system.
abstract = socket.socket(socket.AF_UNIX)
abstract.bind("\0coroscope-spec")
abstract.listen()
client = socket.socket(socket.AF_UNIX)
client.bind("mine")
client.connect(b"\0coroscope-spec")
print(abstract.accept()[0].getsockname(), client.getsockname(), client.getpeername())  # expect: b'\x00coroscope-spec' mine b'\x00coroscope-spec'
receiver, sender = (socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) for _ in range(2))
receiver.bind("datagrams")
sender.sendto(b"x", "datagrams")
print(receiver.recvfrom(1))  # expect: (b'x', None)
receiver.close()
print(attempt(sender.sendto, b"x", "datagrams"), sorted(os.listdir()))  # expect: ConnectionRefusedError ['datagrams', 'mine']
