# What errors of contexts say.
import ssl


def attempt(function, *args):
    try:
        function(*args)
    except (ssl.SSLError, ValueError) as error:
        print(type(error).__name__, error)


context = ssl.create_default_context()
attempt(context.set_ciphers, "nonsense")  # expect: SSLError ('No cipher can be selected.',)
attempt(context.set_alpn_protocols, ["x" * 300])  # expect: SSLError ('ALPN protocols must be 1 to 255 in length',)
attempt(ssl.SSLContext, 99)  # expect: ValueError invalid or unsupported protocol version 99
bio = ssl.MemoryBIO()
bio.write_eof()
attempt(bio.write, b"x")  # expect: SSLError ('cannot write() after write_eof()',)
try:
    context.load_verify_locations(cadata="junk")
except ssl.SSLError as error:
    print(str(error).split(" (_ssl.c")[0])  # expect: no start line: cadata does not contain a certificate
print(ssl.SSLError("one"), ssl.SSLError(1, "two"), ssl.SSLError(), ssl.SSLError("a", 2))  # expect: ('one',) two () ('a', 2)
