# packages: h11
import h11

client = h11.Connection(our_role=h11.CLIENT)
server = h11.Connection(our_role=h11.SERVER)

request = h11.Request(method='POST', target='/form', headers=[('Host', 'example.com'), ('Content-Length', '5')])
wire = client.send(request) + client.send(h11.Data(data=b'hello')) + client.send(h11.EndOfMessage())
print(wire)  # expect: b'POST /form HTTP/1.1\r\nHost: example.com\r\nContent-Length: 5\r\n\r\nhello'

server.receive_data(wire)
while True:
    event = server.next_event()
    print(type(event).__name__ if not isinstance(event, type) else event.__name__)
    if isinstance(event, h11.EndOfMessage):
        break
# expect: Request
# expect: Data
# expect: EndOfMessage
answer = server.send(h11.Response(status_code=200, headers=[('Transfer-Encoding', 'chunked')]))
answer += server.send(h11.Data(data=b'one')) + server.send(h11.Data(data=b'two')) + server.send(h11.EndOfMessage())
print(answer)  # expect: b'HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n'
client.receive_data(answer)
body = b''
while not isinstance(event := client.next_event(), h11.EndOfMessage):
    if isinstance(event, h11.Data):
        body += event.data
print(body, client.states)  # expect: b'onetwo' {CLIENT: DONE, SERVER: DONE}
client.start_next_cycle()
server.receive_data(b'nonsense\r\n\r\n')
try:
    server.start_next_cycle()
    server.next_event()
except h11.RemoteProtocolError as e:
    print(e)  # expect: illegal request line: bytearray(b'nonsense')
