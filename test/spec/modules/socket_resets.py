# Connections whose other side closes without having read everything, or goes while something is written.
import socket


def attempt(function, *args):
    try:
        return function(*args)
    except OSError as error:
        return type(error).__name__


server = socket.create_server(("127.0.0.1", 0))


def connected():
    client = socket.create_connection(server.getsockname())
    return client, server.accept()[0]


client, accepted = connected()
client.send(b"never read")
accepted.recv(1, socket.MSG_PEEK)
accepted.send(b"answer")
accepted.close()
print(client.recv(10), attempt(client.recv, 10), attempt(client.recv, 10))  # expect: b'answer' ConnectionResetError b''
print(attempt(client.send, b"x"))  # expect: BrokenPipeError
client, accepted = connected()
accepted.close()
print(client.recv(1), client.send(b"nobody reads it"))  # expect: b'' 15
client.settimeout(10)
while True:  # until the reset is here
    try:
        client.send(b"x")
    except OSError as error:
        print(type(error).__name__)  # expect: BrokenPipeError
        break
a, b = socket.socketpair()
a.send(b"never read")
b.send(b"left")
b.close()
print(a.recv(10), attempt(a.recv, 10), a.recv(10), attempt(a.send, b"x"))  # expect: b'left' ConnectionResetError b'' BrokenPipeError
