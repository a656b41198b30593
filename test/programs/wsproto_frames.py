# packages: wsproto h11
from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, BytesMessage, CloseConnection, Ping, Request, TextMessage

client = WSConnection(ConnectionType.CLIENT)
server = WSConnection(ConnectionType.SERVER)
server.receive_data(client.send(Request(host='example.com', target='/chat')))
for event in server.events():
    print(type(event).__name__, event.target)  # expect: Request /chat
    client.receive_data(server.send(AcceptConnection()))
print([type(e).__name__ for e in client.events()])  # expect: ['AcceptConnection']
server.receive_data(client.send(TextMessage('héllo')) + client.send(BytesMessage(b'\x00' * 70000)) + client.send(Ping()))
size = 0
for event in server.events():
    if isinstance(event, TextMessage):
        print(event.data)  # expect: héllo
    elif isinstance(event, BytesMessage):
        size += len(event.data)
    elif isinstance(event, Ping):
        client.receive_data(server.send(event.response()))
print(size)  # expect: 70000
print([type(e).__name__ for e in client.events()])  # expect: ['Pong']
server.receive_data(client.send(CloseConnection(1000, 'done')))
for event in server.events():
    print(event.code, event.reason)  # expect: 1000 done
    client.receive_data(server.send(event.response()))
print(list(client.events())[0].code, client.state.name, server.state.name)  # expect: 1000 CLOSED CLOSED
