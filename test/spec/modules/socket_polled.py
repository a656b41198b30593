# A program that tries non-blocking calls again and again, and never waits for anything.
import os
import socket
import subprocess


def again(function, *args):
    while True:
        try:
            return function(*args)
        except BlockingIOError:
            pass


def connect(client, address):
    while client.connect_ex(address) not in (0, 106):
        pass


server = socket.create_server(("127.0.0.1", 0))
client = socket.socket()
for s in (server, client):
    s.setblocking(False)
connect(client, server.getsockname())
accepted, _ = again(server.accept)
accepted.setblocking(False)
accepted.send(b"abc")
print(again(client.recv, 10))  # expect: b'abc'
datagrams = socket.socket(type=socket.SOCK_DGRAM)
datagrams.bind(("127.0.0.1", 0))
datagrams.setblocking(False)
datagrams.sendto(b"datagram", datagrams.getsockname())
print(again(datagrams.recv, 10))  # expect: b'datagram'
# Until nothing more fits, and until something does.
sent = 0
try:
    while True:
        sent += accepted.send(bytes(65536))
except BlockingIOError:
    print("full")  # expect: full
while sent:
    sent -= len(again(client.recv, 1 << 20))
print(again(accepted.send, b"x"))  # expect: 1
child = subprocess.Popen(["echo", "child"], stdout=subprocess.PIPE)
os.set_blocking(child.stdout.fileno(), False)
print(again(os.read, child.stdout.fileno(), 10))  # expect: b'child\n'
child.communicate()
