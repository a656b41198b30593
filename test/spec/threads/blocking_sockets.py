# Threads that block in sockets let others run.
import select
import socket
import threading

server = socket.create_server(("127.0.0.1", 0))


def serve():
    connection, _ = server.accept()
    while data := connection.recv(100):
        connection.sendall(data.upper())
    connection.close()


thread = threading.Thread(target=serve)
thread.start()
client = socket.create_connection(server.getsockname())
client.sendall(b"hello")
select.select([client], [], [])
print(client.recv(10))  # expect: b'HELLO'
client.close()
thread.join()
server.close()
