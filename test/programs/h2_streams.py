# packages: h2 hpack hyperframe
import h2.config
import h2.connection
import h2.events

client = h2.connection.H2Connection(h2.config.H2Configuration(client_side=True))
server = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
client.initiate_connection()
server.initiate_connection()


def exchange():
    """Carries what both have to say until neither has more; returns their events."""
    events = []
    while True:
        to_server, to_client = client.data_to_send(), server.data_to_send()
        if not to_server and not to_client:
            return events
        events += [('server', e) for e in server.receive_data(to_server)]
        events += [('client', e) for e in client.receive_data(to_client)]


def show(events):
    for who, event in events:
        print(who, type(event).__name__)


show(exchange())
# expect: server RemoteSettingsChanged
# expect: client RemoteSettingsChanged
# expect: server SettingsAcknowledged
# expect: client SettingsAcknowledged
stream = client.get_next_available_stream_id()
headers = [(':method', 'GET'), (':path', '/'), (':scheme', 'https'), (':authority', 'example.com'), ('accept', '*/*')]
client.send_headers(stream, headers, end_stream=True)
for who, event in exchange():
    if isinstance(event, h2.events.RequestReceived):
        print(event.stream_id, [(str(k, 'ascii'), str(v, 'ascii')) for k, v in map(tuple, event.headers)][1])
        # expect: 1 (':path', '/')
        server.send_headers(event.stream_id, [(':status', '200'), ('content-type', 'text/plain')])
        server.send_data(event.stream_id, b'hello' * 10, end_stream=True)
for who, event in exchange():
    if isinstance(event, h2.events.DataReceived):
        print(event.data[:10], event.flow_controlled_length)  # expect: b'hellohello' 50
    if isinstance(event, h2.events.StreamEnded):
        print('ended', event.stream_id)  # expect: ended 1
