# What the loop's methods say to arguments that make no sense.
import asyncio
import inspect
import logging
import signal
import socket
import ssl

loop = asyncio.new_event_loop()
closed = asyncio.new_event_loop()
closed.close()


class Odd:
    def __repr__(self):
        return "<odd>"


odd = Odd()
Protocol = asyncio.Protocol


async def coroutine():
    pass


def tell(method, *args, **kwargs):
    try:
        result = method(*args, **kwargs)
        if inspect.iscoroutine(result):
            result = loop.run_until_complete(result)
        print(result if isinstance(result, (bool, int, str, type(None))) else type(result).__name__)
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


# Callbacks and timers; only debug mode looks at what is to be called.
logging.disable()
loop.set_debug(True)
made = coroutine()
tell(loop.call_soon, made)  # expect: TypeError: coroutines cannot be used with call_soon()
tell(loop.call_soon, coroutine)  # expect: TypeError: coroutines cannot be used with call_soon()
tell(loop.call_soon, 3)  # expect: TypeError: a callable object was expected by call_soon(), got 3
tell(loop.call_soon_threadsafe, coroutine)  # expect: TypeError: coroutines cannot be used with call_soon_threadsafe()
tell(loop.call_later, 1, coroutine)  # expect: TypeError: coroutines cannot be used with call_at()
tell(loop.call_at, 1, 3)  # expect: TypeError: a callable object was expected by call_at(), got 3
tell(loop.run_in_executor, None, coroutine)  # expect: TypeError: coroutines cannot be used with run_in_executor()
tell(loop.run_in_executor, None, 3)  # expect: TypeError: a callable object was expected by run_in_executor(), got 3
made.close()
loop.set_debug(False)
tell(loop.call_soon, coroutine)  # expect: Handle
tell(loop.run_in_executor, None, 3)  # expect: Future
tell(loop.call_soon, callback=print)  # expect: Handle
tell(loop.call_soon_threadsafe, callback=print)  # expect: Handle
tell(loop.call_later, delay=1000, callback=print)  # expect: TimerHandle
tell(loop.call_later, None, print)  # expect: TypeError: delay must not be None
tell(loop.call_later, "x", print)  # expect: TypeError: unsupported operand type(s) for +: 'float' and 'str'
tell(loop.call_at, None, print)  # expect: TypeError: when cannot be None
tell(loop.call_at, when=loop.time() + 1000, callback=print)  # expect: TimerHandle
tell(closed.call_soon, print)  # expect: RuntimeError: Event loop is closed
tell(closed.call_soon_threadsafe, print)  # expect: RuntimeError: Event loop is closed
tell(closed.call_later, 1, print)  # expect: RuntimeError: Event loop is closed
tell(closed.run_in_executor, None, print)  # expect: RuntimeError: Event loop is closed
tell(closed.run_forever)  # expect: RuntimeError: Event loop is closed
tell(closed.create_task, coroutine)  # expect: RuntimeError: Event loop is closed
tell(closed.close)  # expect: None

# Running, tasks and handlers.
tell(loop.run_until_complete, 3)  # expect: TypeError: An asyncio.Future, a coroutine or an awaitable is required
tell(loop.run_until_complete, None)  # expect: TypeError: An asyncio.Future, a coroutine or an awaitable is required
tell(loop.run_until_complete, closed.create_future())
# expect: ValueError: The future belongs to a different loop than the one specified as the loop argument
tell(loop.set_task_factory, 3)  # expect: TypeError: task factory must be a callable or None
tell(loop.set_exception_handler, 3)  # expect: TypeError: A callable object or None is expected, got 3
tell(loop.set_default_executor, 3)  # expect: TypeError: executor must be ThreadPoolExecutor instance
tell(loop.default_exception_handler, 3)  # expect: AttributeError: 'int' object has no attribute 'get'
tell(loop.call_exception_handler, {})  # expect: None


async def inside():
    tell(loop.run_until_complete, loop.create_future())
    tell(loop.close)
    other = asyncio.new_event_loop()
    tell(other.run_forever)
    other.close()


loop.run_until_complete(inside())
# expect: 
# expect: 
# expect: RuntimeError: This event loop is already running
# expect: RuntimeError: Cannot close a running event loop
# expect: RuntimeError: Cannot run the event loop while another loop is running

# Signals.
tell(loop.add_signal_handler, signal.SIGKILL, print)  # expect: RuntimeError: sig 9 cannot be caught
tell(loop.add_signal_handler, 0, print)  # expect: ValueError: invalid signal number 0
tell(loop.add_signal_handler, 65, print)  # expect: ValueError: invalid signal number 65
tell(loop.add_signal_handler, 1.0, print)  # expect: TypeError: sig must be an int, not 1.0
tell(loop.add_signal_handler, "x", print)  # expect: TypeError: sig must be an int, not 'x'
tell(loop.add_signal_handler, 10**30, print)  # expect: ValueError: invalid signal number 1000000000000000000000000000000
tell(loop.add_signal_handler, signal.SIGUSR1, coroutine)
# expect: TypeError: coroutines cannot be used with add_signal_handler()
tell(loop.remove_signal_handler, signal.SIGUSR1)  # expect: False
tell(loop.remove_signal_handler, sig=-3)  # expect: ValueError: invalid signal number -3

# Descriptors.
file, binary = open(__file__), open(__file__, "rb")
add, remove = (loop.add_reader, loop.add_writer), (loop.remove_reader, loop.remove_writer)


def both(methods, *args):
    for method in methods:
        tell(method, *args)


both(add, -1, print)
# expect: ValueError: Invalid file descriptor: -1
# expect: ValueError: Invalid file descriptor: -1
both(add, 9999, print)
# expect: OSError: [Errno 9] Bad file descriptor
# expect: OSError: [Errno 9] Bad file descriptor
both(add, 2**70, print)
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: Python int too large to convert to C int
both(add, 1.5, print)
# expect: ValueError: Invalid file object: 1.5
# expect: ValueError: Invalid file object: 1.5
both(add, file, print)
# expect: PermissionError: [Errno 1] Operation not permitted
# expect: PermissionError: [Errno 1] Operation not permitted
both(remove, -1)
# expect: ValueError: Invalid file descriptor: -1
# expect: ValueError: Invalid file descriptor: -1
both(remove, 9999)
# expect: False
# expect: False
both(remove, 2**70)
# expect: False
# expect: False
both(remove, file)
# expect: False
# expect: False

# Sockets.
blocking = socket.socket()
sock = socket.socket()
datagrams = socket.socket(type=socket.SOCK_DGRAM)
gone = socket.socket()
for s in (sock, datagrams, gone):
    s.setblocking(False)
gone.close()
loop.set_debug(True)
tell(loop.sock_recv, blocking, 1)  # expect: ValueError: the socket must be non-blocking
tell(loop.sock_connect, blocking, ("127.0.0.1", 1))  # expect: ValueError: the socket must be non-blocking
loop.set_debug(False)
tell(loop.sock_recv, odd, 1)  # expect: AttributeError: 'Odd' object has no attribute 'recv'
tell(loop.sock_recv, sock, -1)  # expect: ValueError: negative buffersize in recv
tell(loop.sock_recv, sock, "x")  # expect: TypeError: 'str' object cannot be interpreted as an integer
tell(loop.sock_recv, gone, 1)  # expect: OSError: [Errno 9] Bad file descriptor
tell(loop.sock_recv_into, sock, b"read only")
# expect: TypeError: recv_into() argument 1 must be read-write bytes-like object, not bytes
tell(loop.sock_recvfrom, datagrams, odd)  # expect: TypeError: 'Odd' object cannot be interpreted as an integer
tell(loop.sock_recvfrom_into, datagrams, bytearray(3), 9)  # expect: ValueError: nbytes is greater than the length of the buffer
tell(loop.sock_sendall, sock, "text")  # expect: TypeError: a bytes-like object is required, not 'str'
tell(loop.sock_sendto, datagrams, b"x", ("127.0.0.1",))  # expect: TypeError: AF_INET address must be a pair (host, port)
tell(loop.sock_sendto, datagrams, "x", ("127.0.0.1", 9))  # expect: TypeError: a bytes-like object is required, not 'str'
tell(loop.sock_connect, sock, ("127.0.0.1", 70000))  # expect: OverflowError: connect(): port must be 0-65535.
tell(loop.sock_connect, gone, ("127.0.0.1", 1))  # expect: OSError: [Errno 9] Bad file descriptor
tell(loop.sock_accept, datagrams)  # expect: OSError: [Errno 95] Operation not supported
tell(loop.sock_sendfile, sock, file)  # expect: ValueError: file should be opened in binary mode
tell(loop.sock_sendfile, sock, binary, -1)  # expect: ValueError: offset must be a non-negative integer (got -1)
tell(loop.sock_sendfile, sock, binary, 0, 0)  # expect: ValueError: count must be a positive integer (got 0)
tell(loop.sock_sendfile, datagrams, binary)  # expect: ValueError: only SOCK_STREAM type sockets are supported

# Connections.
tell(loop.create_connection, Protocol)  # expect: ValueError: host and port was not specified and no sock specified
tell(loop.create_connection, Protocol, "127.0.0.1", 1)
# expect: ConnectionRefusedError: [Errno 111] Connect call failed ('127.0.0.1', 1)
tell(loop.create_connection, Protocol, "127.0.0.1", "nope")
# expect: gaierror: [Errno -8] Servname not supported for ai_socktype
tell(loop.create_connection, Protocol, "127.0.0.1", 1, sock=sock)
# expect: ValueError: host/port and sock can not be specified at the same time
tell(loop.create_connection, Protocol, "127.0.0.1", 1, server_hostname="x")
# expect: ValueError: server_hostname is only meaningful with ssl
tell(loop.create_connection, Protocol, sock=sock, ssl=True)
# expect: ValueError: You must set server_hostname when using ssl without a host
tell(loop.create_connection, Protocol, "127.0.0.1", 1, ssl_handshake_timeout=1)
# expect: ValueError: ssl_handshake_timeout is only meaningful with ssl
tell(loop.create_connection, Protocol, "127.0.0.1", 1, ssl_shutdown_timeout=1)
# expect: ValueError: ssl_shutdown_timeout is only meaningful with ssl
tell(loop.create_connection, Protocol, "::1", 1, family=socket.AF_INET)
# expect: gaierror: [Errno -9] Address family for hostname not supported
tell(loop.create_connection, Protocol, "", 1)  # expect: gaierror: [Errno -2] Name or service not known
tell(loop.create_connection, Protocol, "a\0b", 1)  # expect: ValueError: embedded null character
tell(loop.connect_accepted_socket, Protocol, sock, ssl_handshake_timeout=1)
# expect: ValueError: ssl_handshake_timeout is only meaningful with ssl
tell(loop.connect_accepted_socket, Protocol, gone)  # expect: OSError: [Errno 9] Bad file descriptor
tell(loop.create_unix_connection, Protocol)  # expect: ValueError: no path and sock were specified
tell(loop.create_unix_connection, Protocol, "/no-such-folder/x")  # expect: FileNotFoundError: [Errno 2] No such file or directory
tell(loop.create_unix_connection, Protocol, __file__)  # expect: ConnectionRefusedError: [Errno 111] Connection refused
tell(loop.create_unix_connection, Protocol, "x" * 200)  # expect: OSError: AF_UNIX path too long
tell(loop.create_unix_connection, Protocol, "x", sock=sock)
# expect: ValueError: path and sock can not be specified at the same time
tell(loop.create_unix_connection, Protocol, "x", ssl=True)
# expect: ValueError: you have to pass server_hostname when using ssl
tell(loop.create_datagram_endpoint, asyncio.DatagramProtocol)  # expect: ValueError: unexpected address family
tell(loop.create_datagram_endpoint, asyncio.DatagramProtocol, local_addr="x")  # expect: TypeError: 2-tuple is expected
tell(loop.create_datagram_endpoint, asyncio.DatagramProtocol, local_addr=("127.0.0.1", 0), remote_addr=("::1", 1))
# expect: ValueError: can not get address information
tell(loop.create_datagram_endpoint, asyncio.DatagramProtocol, sock=datagrams, allow_broadcast=True)
# expect: ValueError: socket modifier keyword arguments can not be used when sock is specified. (allow_broadcast=True)
tell(loop.create_datagram_endpoint, asyncio.DatagramProtocol, remote_addr=("255.255.255.255", 9))
# expect: PermissionError: [Errno 13] Permission denied
tell(loop.start_tls, asyncio.Transport(), Protocol(), None)
# expect: TypeError: sslcontext is expected to be an instance of ssl.SSLContext, got None
tell(loop.sendfile, odd, file)  # expect: AttributeError: 'Odd' object has no attribute 'is_closing'
tell(loop.getaddrinfo, odd, 1)  # expect: TypeError: getaddrinfo() argument 1 must be string or None
tell(loop.getaddrinfo, None, None)  # expect: gaierror: [Errno -2] Name or service not known
tell(loop.getnameinfo, ("127.0.0.1", -1))  # expect: gaierror: [Errno -8] Servname not supported for ai_socktype

# Servers.
tell(loop.create_server, Protocol)  # expect: ValueError: Neither host/port nor sock were specified
tell(loop.create_server, Protocol, "x", 1, sock=sock)
# expect: ValueError: host/port and sock can not be specified at the same time
tell(loop.create_server, Protocol, "127.0.0.1", 0, ssl=True)  # expect: TypeError: ssl argument must be an SSLContext or None
tell(loop.create_server, Protocol, "127.0.0.1", 0, ssl_handshake_timeout=1)
# expect: ValueError: ssl_handshake_timeout is only meaningful with ssl
tell(loop.create_server, Protocol, "127.0.0.1", 70000)  # expect: OverflowError: bind(): port must be 0-65535.
tell(loop.create_server, Protocol, "127.0.0.1", 0, backlog="x")
# expect: TypeError: 'str' object cannot be interpreted as an integer
tell(loop.create_unix_server, Protocol)  # expect: ValueError: path was not specified, and no sock specified
tell(loop.create_unix_server, Protocol, "x" * 200)  # expect: OSError: AF_UNIX path too long
tell(loop.create_unix_server, Protocol, "x", ssl=True)  # expect: TypeError: ssl argument must be an SSLContext or None
tell(loop.create_unix_server, Protocol, "/no-such-folder/x")  # expect: FileNotFoundError: [Errno 2] No such file or directory

# Pipes and children.
tell(loop.connect_read_pipe, Protocol, odd)  # expect: AttributeError: 'Odd' object has no attribute 'fileno'
tell(loop.connect_read_pipe, Protocol, file)  # expect: ValueError: Pipe transport is for pipes/sockets only.
tell(loop.connect_write_pipe, Protocol, file)
# expect: ValueError: Pipe transport is only for pipes, sockets and character devices
child = asyncio.SubprocessProtocol
tell(loop.subprocess_exec, child, "/no-such-folder")
# expect: FileNotFoundError: [Errno 2] No such file or directory: '/no-such-folder'
tell(loop.subprocess_exec, child, "/")  # expect: PermissionError: [Errno 13] Permission denied: '/'
tell(loop.subprocess_exec, child, odd)  # expect: TypeError: expected str, bytes or os.PathLike object, not Odd
tell(loop.subprocess_exec, child, "a\0b")  # expect: ValueError: embedded null byte
tell(loop.subprocess_exec, child, "true", cwd="/no-such-folder")
# expect: FileNotFoundError: [Errno 2] No such file or directory: '/no-such-folder'
tell(loop.subprocess_exec, child, "true", shell=True)  # expect: ValueError: shell must be False
tell(loop.subprocess_exec, child, "true", bufsize=1)  # expect: ValueError: bufsize must be 0
tell(loop.subprocess_exec, child, "true", text=True)  # expect: ValueError: text must be False
tell(loop.subprocess_exec, child, "true", env={1: 2})  # expect: TypeError: expected str, bytes or os.PathLike object, not int
tell(loop.subprocess_exec, child, "true", pass_fds=("x",))  # expect: ValueError: invalid literal for int() with base 10: 'x'
tell(loop.subprocess_shell, child, odd)  # expect: ValueError: cmd must be a string
tell(loop.subprocess_shell, child, "true", universal_newlines=True)  # expect: ValueError: universal_newlines must be False

for s in (blocking, sock, datagrams, file, binary):
    s.close()
loop.close()
logging.disable(logging.NOTSET)
