"""TLS for sockets: the interface of CPython 3.14's module over this runtime's own `_ssl`.

The C library's part is the host's (see the native module `_ssl`). A connection works on two memory buffers; SSLObject
gives them to the program, SSLSocket carries their contents over a socket.
"""

import base64 as _base64
import errno as _errno
import os
import socket as _socket_module
import sys
import time as _time
import warnings
from calendar import timegm as _timegm
from collections import namedtuple
from enum import Enum as _Enum, IntEnum as _IntEnum, IntFlag as _IntFlag
from socket import AF_INET, SOCK_STREAM, SO_TYPE, SOL_SOCKET, create_connection, socket

import _ssl
from _ssl import (
    _DEFAULT_CIPHERS, _OPENSSL_API_VERSION, HAS_ALPN, HAS_ECDH, HAS_NPN, HAS_PHA, HAS_PSK, HAS_SNI, HAS_SSLv2, HAS_SSLv3,
    HAS_TLSv1, HAS_TLSv1_1, HAS_TLSv1_2, HAS_TLSv1_3, MemoryBIO, OPENSSL_VERSION, OPENSSL_VERSION_INFO,
    OPENSSL_VERSION_NUMBER, RAND_add, RAND_bytes, RAND_status, SSLCertVerificationError, SSLEOFError, SSLError, SSLSession,
    SSLSyscallError, SSLWantReadError, SSLWantWriteError, SSLZeroReturnError, _SSLContext, nid2obj as _nid2obj,
    txt2obj as _txt2obj,
)


def _collect(kind, name, prefix, skip=()):
    kind._convert_(name, __name__, lambda n: n.startswith(prefix) and n not in skip, source=_ssl)


_collect(_IntEnum, "_SSLMethod", "PROTOCOL_", ("PROTOCOL_SSLv23",))
_collect(_IntFlag, "Options", "OP_")
_collect(_IntEnum, "AlertDescription", "ALERT_DESCRIPTION_")
_collect(_IntEnum, "SSLErrorNumber", "SSL_ERROR_")
_collect(_IntFlag, "VerifyFlags", "VERIFY_")
_collect(_IntEnum, "VerifyMode", "CERT_")

PROTOCOL_SSLv23 = _SSLMethod.PROTOCOL_SSLv23 = _SSLMethod.PROTOCOL_TLS
_PROTOCOL_NAMES = {value: name for name, value in _SSLMethod.__members__.items()}

TLSVersion = _IntEnum("TLSVersion", {
    name: getattr(_ssl, "PROTO_" + name)
    for name in ("MINIMUM_SUPPORTED", "SSLv3", "TLSv1", "TLSv1_1", "TLSv1_2", "TLSv1_3", "MAXIMUM_SUPPORTED")
}, module=__name__)

_TLSContentType = _IntEnum("_TLSContentType", dict(
    CHANGE_CIPHER_SPEC=20, ALERT=21, HANDSHAKE=22, APPLICATION_DATA=23, HEADER=0x100, INNER_CONTENT_TYPE=0x101,
), module=__name__)

_TLSAlertType = _IntEnum("_TLSAlertType", dict(
    CLOSE_NOTIFY=0, UNEXPECTED_MESSAGE=10, BAD_RECORD_MAC=20, DECRYPTION_FAILED=21, RECORD_OVERFLOW=22,
    DECOMPRESSION_FAILURE=30, HANDSHAKE_FAILURE=40, NO_CERTIFICATE=41, BAD_CERTIFICATE=42, UNSUPPORTED_CERTIFICATE=43,
    CERTIFICATE_REVOKED=44, CERTIFICATE_EXPIRED=45, CERTIFICATE_UNKNOWN=46, ILLEGAL_PARAMETER=47, UNKNOWN_CA=48,
    ACCESS_DENIED=49, DECODE_ERROR=50, DECRYPT_ERROR=51, EXPORT_RESTRICTION=60, PROTOCOL_VERSION=70,
    INSUFFICIENT_SECURITY=71, INTERNAL_ERROR=80, INAPPROPRIATE_FALLBACK=86, USER_CANCELED=90, NO_RENEGOTIATION=100,
    MISSING_EXTENSION=109, UNSUPPORTED_EXTENSION=110, CERTIFICATE_UNOBTAINABLE=111, UNRECOGNIZED_NAME=112,
    BAD_CERTIFICATE_STATUS_RESPONSE=113, BAD_CERTIFICATE_HASH_VALUE=114, UNKNOWN_PSK_IDENTITY=115,
    CERTIFICATE_REQUIRED=116, NO_APPLICATION_PROTOCOL=120,
), module=__name__)

_TLSMessageType = _IntEnum("_TLSMessageType", dict(
    HELLO_REQUEST=0, CLIENT_HELLO=1, SERVER_HELLO=2, HELLO_VERIFY_REQUEST=3, NEWSESSION_TICKET=4, END_OF_EARLY_DATA=5,
    HELLO_RETRY_REQUEST=6, ENCRYPTED_EXTENSIONS=8, CERTIFICATE=11, SERVER_KEY_EXCHANGE=12, CERTIFICATE_REQUEST=13,
    SERVER_DONE=14, CERTIFICATE_VERIFY=15, CLIENT_KEY_EXCHANGE=16, FINISHED=20, CERTIFICATE_URL=21, CERTIFICATE_STATUS=22,
    SUPPLEMENTAL_DATA=23, KEY_UPDATE=24, NEXT_PROTO=67, MESSAGE_HASH=254, CHANGE_CIPHER_SPEC=0x0101,
), module=__name__)

socket_error = OSError
CertificateError = SSLCertVerificationError
CHANNEL_BINDING_TYPES = ["tls-unique"]
HAS_NEVER_CHECK_COMMON_NAME = True
_RESTRICTED_SERVER_CIPHERS = _DEFAULT_CIPHERS

DefaultVerifyPaths = namedtuple(
    "DefaultVerifyPaths",
    "cafile capath openssl_cafile_env openssl_cafile openssl_capath_env openssl_capath",
)


def get_default_verify_paths():
    """Where certificates of authorities are looked for: the environment first, then the system's places."""
    parts = _ssl.get_default_verify_paths()
    cafile = os.environ.get(parts[0], parts[1])
    capath = os.environ.get(parts[2], parts[3])
    return DefaultVerifyPaths(
        cafile if os.path.isfile(cafile) else None, capath if os.path.isdir(capath) else None, *parts)


class _ASN1Object(namedtuple("_ASN1Object", "nid shortname longname oid")):
    """An ASN.1 object identifier with its names."""

    __slots__ = ()

    def __new__(cls, oid):
        return super().__new__(cls, *_txt2obj(oid, name=False))

    @classmethod
    def fromnid(cls, nid):
        return super().__new__(cls, *_nid2obj(nid))

    @classmethod
    def fromname(cls, name):
        return super().__new__(cls, *_txt2obj(name, name=True))


class Purpose(_ASN1Object, _Enum):
    """What a certificate is to prove."""

    SERVER_AUTH = "1.3.6.1.5.5.7.3.1"
    CLIENT_AUTH = "1.3.6.1.5.5.7.3.2"


def _inherited(name, wrap):
    """A property of _SSLContext whose value is shown as a member of an enumeration."""
    base = getattr(_SSLContext, name)

    def get(self):
        return wrap(base.__get__(self))

    def set(self, value):
        base.__set__(self, value)

    return property(get, set)


class SSLContext(_SSLContext):
    """The settings that connections share: certificates, whom to trust, versions."""

    sslsocket_class = None
    sslobject_class = None

    def __new__(cls, protocol=None, *args, **kwargs):
        if protocol is None:
            warnings.warn(
                "ssl.SSLContext() without protocol argument is deprecated.", category=DeprecationWarning, stacklevel=2)
            protocol = PROTOCOL_TLS
        return _SSLContext.__new__(cls, protocol)

    def _encode_hostname(self, hostname):
        if hostname is None:
            return None
        if isinstance(hostname, str):
            return hostname.encode("idna").decode("ascii")
        return hostname.decode("ascii")

    def wrap_socket(self, sock, server_side=False, do_handshake_on_connect=True, suppress_ragged_eofs=True,
                    server_hostname=None, session=None):
        return self.sslsocket_class._create(
            sock=sock, server_side=server_side, do_handshake_on_connect=do_handshake_on_connect,
            suppress_ragged_eofs=suppress_ragged_eofs, server_hostname=server_hostname, context=self, session=session)

    def wrap_bio(self, incoming, outgoing, server_side=False, server_hostname=None, session=None):
        return self.sslobject_class._create(
            incoming, outgoing, server_side=server_side, server_hostname=self._encode_hostname(server_hostname),
            session=session, context=self)

    def set_npn_protocols(self, npn_protocols):
        warnings.warn("ssl NPN is deprecated, use ALPN instead", DeprecationWarning, stacklevel=2)

    def set_servername_callback(self, server_name_callback):
        if server_name_callback is None:
            self.sni_callback = None
            return
        if not callable(server_name_callback):
            raise TypeError("not a callable object")

        def callback(sslobj, servername, sslctx):
            return server_name_callback(sslobj, self._encode_hostname(servername), sslctx)

        self.sni_callback = callback

    def set_alpn_protocols(self, alpn_protocols):
        encoded = bytearray()
        for protocol in alpn_protocols:
            name = bytes(protocol, "ascii")
            if not 0 < len(name) < 256:
                raise SSLError("ALPN protocols must be 1 to 255 in length")
            encoded.append(len(name))
            encoded.extend(name)
        self._set_alpn_protocols(encoded)

    def load_default_certs(self, purpose=Purpose.SERVER_AUTH):
        if not isinstance(purpose, _ASN1Object):
            raise TypeError(purpose)
        self.set_default_verify_paths()

    minimum_version = _inherited("minimum_version", TLSVersion)
    maximum_version = _inherited("maximum_version", TLSVersion)
    options = _inherited("options", Options)
    verify_flags = _inherited("verify_flags", VerifyFlags)
    protocol = property(lambda self: _SSLMethod(_SSLContext.protocol.__get__(self)))

    @property
    def verify_mode(self):
        value = _SSLContext.verify_mode.__get__(self)
        try:
            return VerifyMode(value)
        except ValueError:
            return value

    @verify_mode.setter
    def verify_mode(self, value):
        _SSLContext.verify_mode.__set__(self, value)

    @property
    def hostname_checks_common_name(self):
        return not self._host_flags & _ssl.HOSTFLAG_NEVER_CHECK_SUBJECT

    @hostname_checks_common_name.setter
    def hostname_checks_common_name(self, value):
        if value:
            self._host_flags &= ~_ssl.HOSTFLAG_NEVER_CHECK_SUBJECT
        else:
            self._host_flags |= _ssl.HOSTFLAG_NEVER_CHECK_SUBJECT


def _authorities(context, purpose, cafile, capath, cadata):
    if cafile or capath or cadata:
        context.load_verify_locations(cafile, capath, cadata)
    elif context.verify_mode != CERT_NONE:
        context.load_default_certs(purpose)


def _protocol_for(purpose):
    if not isinstance(purpose, _ASN1Object):
        raise TypeError(purpose)
    if purpose == Purpose.SERVER_AUTH:
        return PROTOCOL_TLS_CLIENT
    if purpose == Purpose.CLIENT_AUTH:
        return PROTOCOL_TLS_SERVER
    raise ValueError(purpose)


def create_default_context(purpose=Purpose.SERVER_AUTH, *, cafile=None, capath=None, cadata=None):
    """A context with settings that are good today."""
    context = SSLContext(_protocol_for(purpose))
    if purpose == Purpose.SERVER_AUTH:
        context.verify_mode = CERT_REQUIRED
        context.check_hostname = True
    context.verify_flags |= _ssl.VERIFY_X509_PARTIAL_CHAIN | _ssl.VERIFY_X509_STRICT
    _authorities(context, purpose, cafile, capath, cadata)
    return context


def _create_unverified_context(protocol=None, *, cert_reqs=CERT_NONE, check_hostname=False, purpose=Purpose.SERVER_AUTH,
                               certfile=None, keyfile=None, cafile=None, capath=None, cadata=None):
    """A context that, unless told so, verifies nothing; for the library's own modules."""
    default = _protocol_for(purpose)
    context = SSLContext(default if protocol is None else protocol)
    context.check_hostname = check_hostname
    if cert_reqs is not None:
        context.verify_mode = cert_reqs
    if keyfile and not certfile:
        raise ValueError("certfile must be specified")
    if certfile or keyfile:
        context.load_cert_chain(certfile, keyfile)
    _authorities(context, purpose, cafile, capath, cadata)
    return context


_create_default_https_context = create_default_context
_create_stdlib_context = _create_unverified_context


def _asks(name, doc):
    """A method that a connection answers; None as long as there is none."""

    def method(self, *args):
        self._checkClosed()
        return None if self._sslobj is None else getattr(self._sslobj, name)(*args)

    method.__name__ = name
    method.__doc__ = doc
    return method


class _Connection:
    """What SSLObject and SSLSocket share: both have `_sslobj`."""

    def _checkClosed(self, msg=None):
        pass

    def selected_npn_protocol(self):
        """There is no NPN any more."""
        self._checkClosed()
        warnings.warn("ssl NPN is deprecated, use ALPN instead", DeprecationWarning, stacklevel=2)

    selected_alpn_protocol = _asks("selected_alpn_protocol", "The protocol that both sides agreed upon, or None.")
    cipher = _asks("cipher", "Name, protocol version and bits of the cipher in use.")
    shared_ciphers = _asks("shared_ciphers", "Ciphers that both sides have.")
    compression = _asks("compression", "The compression in use: None.")
    version = _asks("version", "The version of the protocol in use.")

    def get_verified_chain(self):
        """The peer's certificates, as verified, in DER."""
        return self._sslobj.get_verified_chain() or []

    def get_unverified_chain(self):
        """The peer's certificates, as sent, in DER."""
        return self._sslobj.get_unverified_chain() or []

    @property
    def session(self):
        """The session, to be resumed by another client."""
        if self._sslobj is not None:
            return self._sslobj.session

    @session.setter
    def session(self, session):
        if self._sslobj is not None:
            self._sslobj.session = session
        elif isinstance(self, SSLSocket):
            self._session = session

    @property
    def session_reused(self):
        """The handshake resumed a session."""
        if self._sslobj is not None:
            return self._sslobj.session_reused


class SSLObject(_Connection):
    """A TLS connection over two MemoryBIOs, without any input or output of its own."""

    def __init__(self, *args, **kwargs):
        raise TypeError(
            f"{self.__class__.__name__} does not have a public constructor. Instances are returned by SSLContext.wrap_bio().")

    @classmethod
    def _create(cls, incoming, outgoing, server_side=False, server_hostname=None, session=None, context=None):
        self = cls.__new__(cls)
        self._sslobj = context._wrap_bio(
            incoming, outgoing, server_side=server_side, server_hostname=server_hostname, owner=self, session=session)
        return self

    @property
    def context(self):
        """The context in use."""
        return self._sslobj.context

    @context.setter
    def context(self, ctx):
        self._sslobj.context = ctx

    @property
    def server_side(self):
        """This is the server's end."""
        return self._sslobj.server_side

    @property
    def server_hostname(self):
        """The server's name as the client knows it."""
        return self._sslobj.server_hostname

    def read(self, len=1024, buffer=None):
        """Up to len bytes, or so many into the buffer."""
        if buffer is not None:
            return self._sslobj.read(len, buffer)
        return self._sslobj.read(len)

    def write(self, data):
        """Encrypts data; returns how many bytes."""
        return self._sslobj.write(data)

    def getpeercert(self, binary_form=False):
        """The peer's certificate as a dict, or in DER; None without one."""
        return self._sslobj.getpeercert(binary_form)

    def pending(self):
        """Bytes that can be read at once."""
        return self._sslobj.pending()

    def do_handshake(self):
        """Begins or goes on with the handshake."""
        self._sslobj.do_handshake()

    def unwrap(self):
        """Ends the TLS connection."""
        return self._sslobj.shutdown()

    def get_channel_binding(self, cb_type="tls-unique"):
        """Bytes that identify this connection."""
        return self._sslobj.get_channel_binding(cb_type)

    def verify_client_post_handshake(self):
        return self._sslobj.verify_client_post_handshake()


class _OverSocket:
    """A connection whose bytes a socket carries, as blocking or not as the socket is."""

    _CHUNK = 65536

    def __init__(self, sock, context, server_side, server_hostname, session):
        self._sock = sock
        self._incoming = MemoryBIO()
        self._outgoing = MemoryBIO()
        self._unsent = b""
        self._tls = context._wrap_bio(
            self._incoming, self._outgoing, server_side=server_side, server_hostname=server_hostname, owner=sock,
            session=session)

    def __getattr__(self, name):
        return getattr(self._tls, name)

    @property
    def context(self):
        return self._tls.context

    @context.setter
    def context(self, context):
        self._tls.context = context

    @property
    def session(self):
        return self._tls.session

    @session.setter
    def session(self, session):
        self._tls.session = session

    def _flush(self):
        """Sends what waits; False where the socket takes no more now."""
        while self._unsent or self._outgoing.pending:
            if not self._unsent:
                self._unsent = self._outgoing.read()
            try:
                sent = socket.send(self._sock, self._unsent)
            except BlockingIOError:
                return False
            self._unsent = self._unsent[sent:]
        return True

    def _fill(self, what):
        try:
            data = socket.recv(self._sock, self._CHUNK)
        except BlockingIOError:
            raise SSLWantReadError(SSL_ERROR_WANT_READ, "The operation did not complete (read)") from None
        except TimeoutError:
            raise TimeoutError(f"The {what} operation timed out") from None
        if data:
            self._incoming.write(data)
        else:
            self._incoming.write_eof()

    def _run(self, what, step, *args):
        while True:
            try:
                result = step(*args)
            except SSLWantReadError:
                self._flush()
                self._fill(what)
            except SSLError:
                try:
                    self._flush()
                except OSError:
                    pass
                raise
            else:
                self._flush()
                return result

    def do_handshake(self):
        self._run("handshake", self._tls.do_handshake)

    def read(self, *args):
        return self._run("read", self._tls.read, *args)

    def write(self, data):
        if not self._flush():
            raise SSLWantWriteError(SSL_ERROR_WANT_WRITE, "The operation did not complete (write)")
        return self._run("write", self._tls.write, data)

    def shutdown(self):
        self._run("shutdown", self._tls.shutdown)
        return self._sock


def _plain_only(name):
    """A method of sockets that a TLS connection does not have."""

    def method(self, *args, **kwargs):
        raise NotImplementedError(f"{name} not allowed on instances of {self.__class__}")

    method.__name__ = name
    return method


class SSLSocket(_Connection, socket):
    """A TLS connection over a socket, used like one."""

    def __init__(self, *args, **kwargs):
        raise TypeError(
            f"{self.__class__.__name__} does not have a public constructor. "
            f"Instances are returned by SSLContext.wrap_socket().")

    @classmethod
    def _create(cls, sock, server_side=False, do_handshake_on_connect=True, suppress_ragged_eofs=True,
                server_hostname=None, context=None, session=None):
        if sock.getsockopt(SOL_SOCKET, SO_TYPE) != SOCK_STREAM:
            raise NotImplementedError("only stream sockets are supported")
        if server_side:
            if server_hostname:
                raise ValueError("server_hostname can only be specified in client mode")
            if session is not None:
                raise ValueError("session can only be specified in client mode")
        if context.check_hostname and not server_hostname:
            raise ValueError("check_hostname requires server_hostname")
        timeout = sock.gettimeout()
        self = cls.__new__(cls)
        socket.__init__(self, family=sock.family, type=sock.type, proto=sock.proto, fileno=sock.fileno())
        sock.detach()
        self.settimeout(timeout)
        self._context = context
        self._session = session
        self._closed = False
        self._sslobj = None
        self.server_side = server_side
        self.server_hostname = context._encode_hostname(server_hostname)
        self.do_handshake_on_connect = do_handshake_on_connect
        self.suppress_ragged_eofs = suppress_ragged_eofs
        try:
            self.getpeername()
            self._connected = True
        except OSError as error:
            if error.errno != _errno.ENOTCONN:
                self.close()
                raise
            self._connected = False
        if self._connected:
            try:
                self._wrap(timeout)
            except BaseException:
                self.close()
                raise
        return self

    def _wrap(self, timeout):
        self._sslobj = _OverSocket(self, self._context, self.server_side, self.server_hostname, self._session)
        if self.do_handshake_on_connect:
            if timeout == 0.0:
                raise ValueError("do_handshake_on_connect should not be specified for non-blocking sockets")
            self.do_handshake()

    @property
    def context(self):
        """The context in use."""
        return self._context

    @context.setter
    def context(self, ctx):
        self._context = ctx
        self._sslobj.context = ctx

    def dup(self):
        raise NotImplementedError(f"Can't dup() {self.__class__.__name__} instances")

    def _checkClosed(self, msg=None):
        pass

    def _check_connected(self):
        if not self._connected:
            # Says so, with the error that the socket itself has.
            self.getpeername()

    def read(self, len=1024, buffer=None):
        """Up to len bytes, or so many into the buffer."""
        self._checkClosed()
        if self._sslobj is None:
            raise ValueError("Read on closed or unwrapped SSL socket.")
        try:
            if buffer is not None:
                return self._sslobj.read(len, buffer)
            return self._sslobj.read(len)
        except SSLError as error:
            if error.args[0] != SSL_ERROR_EOF or not self.suppress_ragged_eofs:
                raise
            return b"" if buffer is None else 0

    def write(self, data):
        """Encrypts and sends data; returns how many bytes."""
        self._checkClosed()
        if self._sslobj is None:
            raise ValueError("Write on closed or unwrapped SSL socket.")
        return self._sslobj.write(data)

    def getpeercert(self, binary_form=False):
        """The peer's certificate as a dict, or in DER; None without one."""
        self._checkClosed()
        self._check_connected()
        return self._sslobj.getpeercert(binary_form)

    def _no_flags(self, name, flags):
        if flags != 0:
            raise ValueError(f"non-zero flags not allowed in calls to {name}() on {self.__class__}")

    def send(self, data, flags=0):
        self._checkClosed()
        if self._sslobj is None:
            return super().send(data, flags)
        self._no_flags("send", flags)
        return self._sslobj.write(data)

    def sendto(self, data, flags_or_addr, addr=None):
        self._checkClosed()
        if self._sslobj is not None:
            raise ValueError(f"sendto not allowed on instances of {self.__class__}")
        return super().sendto(data, flags_or_addr) if addr is None else super().sendto(data, flags_or_addr, addr)

    def sendall(self, data, flags=0):
        self._checkClosed()
        if self._sslobj is None:
            return super().sendall(data, flags)
        self._no_flags("sendall", flags)
        with memoryview(data) as view, view.cast("B") as octets:
            done = 0
            while done < len(octets):
                done += self.send(octets[done:])

    def sendfile(self, file, offset=0, count=None):
        """Sends a file; returns how many bytes."""
        if self._sslobj is None:
            return super().sendfile(file, offset, count)
        return self._sendfile_use_send(file, offset, count)

    def recv(self, buflen=1024, flags=0):
        self._checkClosed()
        if self._sslobj is None:
            return super().recv(buflen, flags)
        self._no_flags("recv", flags)
        return self.read(buflen)

    def recv_into(self, buffer, nbytes=None, flags=0):
        self._checkClosed()
        if self._sslobj is None:
            return super().recv_into(buffer, nbytes or 0, flags)
        self._no_flags("recv_into", flags)
        if nbytes is None:
            with memoryview(buffer) as view:
                nbytes = view.nbytes or 1024
        return self.read(nbytes, buffer)

    def recvfrom(self, buflen=1024, flags=0):
        self._checkClosed()
        if self._sslobj is not None:
            raise ValueError(f"recvfrom not allowed on instances of {self.__class__}")
        return super().recvfrom(buflen, flags)

    def recvfrom_into(self, buffer, nbytes=None, flags=0):
        self._checkClosed()
        if self._sslobj is not None:
            raise ValueError(f"recvfrom_into not allowed on instances of {self.__class__}")
        return super().recvfrom_into(buffer, nbytes or 0, flags)

    sendmsg = _plain_only("sendmsg")
    recvmsg = _plain_only("recvmsg")
    recvmsg_into = _plain_only("recvmsg_into")

    def pending(self):
        """Bytes that can be read at once."""
        self._checkClosed()
        return 0 if self._sslobj is None else self._sslobj.pending()

    def shutdown(self, how):
        self._checkClosed()
        self._sslobj = None
        super().shutdown(how)

    def unwrap(self):
        """Ends the TLS connection; returns the socket, to be used without."""
        if self._sslobj is None:
            raise ValueError("No SSL wrapper around " + str(self))
        sock = self._sslobj.shutdown()
        self._sslobj = None
        return sock

    def verify_client_post_handshake(self):
        if self._sslobj is None:
            raise ValueError("No SSL wrapper around " + str(self))
        return self._sslobj.verify_client_post_handshake()

    def _real_close(self):
        self._sslobj = None
        super()._real_close()

    def do_handshake(self, block=False):
        """Begins or goes on with the handshake."""
        self._check_connected()
        timeout = self.gettimeout()
        try:
            if timeout == 0.0 and block:
                self.settimeout(None)
            self._sslobj.do_handshake()
        finally:
            self.settimeout(timeout)

    def _connect(self, addr, with_result):
        if self.server_side:
            raise ValueError("can't connect in server-side mode")
        if self._connected or self._sslobj is not None:
            raise ValueError("attempt to connect already-connected SSLSocket!")
        try:
            if with_result:
                result = super().connect_ex(addr)
            else:
                super().connect(addr)
                result = None
            if not result:
                self._connected = True
                self._wrap(None)
            else:
                self._sslobj = _OverSocket(self, self._context, False, self.server_hostname, self._session)
            return result
        except (OSError, ValueError):
            self._sslobj = None
            raise

    def connect(self, addr):
        """Connects and does the handshake."""
        self._connect(addr, False)

    def connect_ex(self, addr):
        """Like connect(), but returns an errno."""
        return self._connect(addr, True)

    def accept(self):
        """A new connection, with its TLS, and the peer's address."""
        accepted, addr = super().accept()
        wrapped = self.context.wrap_socket(
            accepted, do_handshake_on_connect=self.do_handshake_on_connect,
            suppress_ragged_eofs=self.suppress_ragged_eofs, server_side=True)
        return wrapped, addr

    def get_channel_binding(self, cb_type="tls-unique"):
        """Bytes that identify this connection."""
        if self._sslobj is not None:
            return self._sslobj.get_channel_binding(cb_type)
        if cb_type not in CHANNEL_BINDING_TYPES:
            raise ValueError(f"{cb_type} channel binding type not implemented")


SSLContext.sslsocket_class = SSLSocket
SSLContext.sslobject_class = SSLObject


def cert_time_to_seconds(cert_time):
    """Seconds since the epoch of a time as certificates show it, such as "Jan  5 09:34:43 2018 GMT"."""
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    rest = " %d %H:%M:%S %Y GMT"
    try:
        month = months.index(cert_time[:3].title()) + 1
    except ValueError:
        raise ValueError(f"time data {cert_time!r} does not match format \"%b{rest}\"") from None
    parsed = _time.strptime(cert_time[3:], rest)
    return _timegm((parsed[0], month) + parsed[2:6])


PEM_HEADER = "-----BEGIN CERTIFICATE-----"
PEM_FOOTER = "-----END CERTIFICATE-----"


def DER_cert_to_PEM_cert(der_cert_bytes):
    """A certificate in DER as text in PEM."""
    text = _base64.standard_b64encode(der_cert_bytes).decode("ascii")
    lines = [text[i:i + 64] for i in range(0, len(text), 64)]
    return "\n".join([PEM_HEADER, *lines, PEM_FOOTER]) + "\n"


def PEM_cert_to_DER_cert(pem_cert_string):
    """A certificate in PEM as bytes in DER."""
    text = pem_cert_string.strip()
    if not text.startswith(PEM_HEADER):
        raise ValueError(f"Invalid PEM encoding; must start with {PEM_HEADER}")
    if not text.endswith(PEM_FOOTER):
        raise ValueError(f"Invalid PEM encoding; must end with {PEM_FOOTER}")
    return _base64.decodebytes(text[len(PEM_HEADER):-len(PEM_FOOTER)].encode("ascii"))


def get_server_certificate(addr, ssl_version=PROTOCOL_TLS_CLIENT, ca_certs=None,
                           timeout=_socket_module._GLOBAL_DEFAULT_TIMEOUT):
    """The certificate of the server at addr, in PEM; verified if ca_certs names a file."""
    host, port = addr
    context = _create_stdlib_context(
        ssl_version, cert_reqs=CERT_REQUIRED if ca_certs is not None else CERT_NONE, cafile=ca_certs)
    with create_connection(addr, timeout=timeout) as sock:
        with context.wrap_socket(sock, server_hostname=host) as connection:
            return DER_cert_to_PEM_cert(connection.getpeercert(True))


def get_protocol_name(protocol_code):
    return _PROTOCOL_NAMES.get(protocol_code, "<unknown>")
