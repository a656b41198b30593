# The built-in error handlers, called with what is wrong out of range, not complete, or of another kind.
import codecs


def tried(f, *args):
    try:
        return ascii(f(*args))
    except Exception as e:
        return f'{type(e).__name__}: {ascii(str(e))}'


class Lookalike(Exception):
    __class__ = UnicodeEncodeError


for name in ('ignore', 'replace', 'backslashreplace', 'xmlcharrefreplace', 'surrogateescape', 'surrogatepass'):
    handler = codecs.lookup_error(name)
    print(name, tried(handler, UnicodeEncodeError('ascii', 'abc', 1, 20, '')), tried(handler, UnicodeEncodeError('ascii', 'abc', -1, 2, '')))
    print(tried(handler, UnicodeDecodeError('ascii', b'abc', 5, 2, '')), tried(handler, UnicodeTranslateError('abc', 0, 20, '')))
    print(tried(handler, UnicodeEncodeError.__new__(UnicodeEncodeError)), tried(handler, Lookalike()), tried(handler, 42))
# expect: ignore ('', 3) ('', 2)
# expect: ('', 2) ('', 3)
# expect: TypeError: 'object attribute not set' TypeError: "don't know how to handle Lookalike in error callback" TypeError: "don't know how to handle int in error callback"
# expect: replace ('??', 3) ('??', 2)
# expect: ('\ufffd', 2) ('\ufffd\ufffd\ufffd', 3)
# expect: TypeError: 'object attribute not set' TypeError: "don't know how to handle Lookalike in error callback" TypeError: "don't know how to handle int in error callback"
# expect: backslashreplace ('\\x62\\x63', 3) ('\\x61\\x62', 2)
# expect: ('', 2) ('\\x61\\x62\\x63', 3)
# expect: TypeError: 'object attribute not set' TypeError: "don't know how to handle Lookalike in error callback" TypeError: "don't know how to handle int in error callback"
# expect: xmlcharrefreplace ('&#98;&#99;', 3) ('&#97;&#98;', 2)
# expect: TypeError: "don't know how to handle UnicodeDecodeError in error callback" TypeError: "don't know how to handle UnicodeTranslateError in error callback"
# expect: TypeError: 'object attribute not set' TypeError: "don't know how to handle Lookalike in error callback" TypeError: "don't know how to handle int in error callback"
# expect: surrogateescape UnicodeEncodeError: "'ascii' codec can't encode characters in position 1-19: " UnicodeEncodeError: "'ascii' codec can't encode characters in position -1-1: "
# expect: UnicodeDecodeError: "'ascii' codec can't decode bytes in position 5-1: " TypeError: "don't know how to handle UnicodeTranslateError in error callback"
# expect: TypeError: 'object attribute not set' TypeError: "don't know how to handle Lookalike in error callback" TypeError: "don't know how to handle int in error callback"
# expect: surrogatepass UnicodeEncodeError: "'ascii' codec can't encode characters in position 1-19: " UnicodeEncodeError: "'ascii' codec can't encode characters in position -1-1: "
# expect: UnicodeDecodeError: "'ascii' codec can't decode bytes in position 5-1: " TypeError: "don't know how to handle UnicodeTranslateError in error callback"
# expect: TypeError: 'object attribute not set' TypeError: "don't know how to handle Lookalike in error callback" TypeError: "don't know how to handle int in error callback"

codecs.register_error('test.snake', lambda e: ('\U0001f40d', e.end))
codecs.register_error('test.odd', lambda e: (b'abc', e.end))
codecs.register_error('test.ascii', lambda e: ('?', e.end))
for encoding in ('utf-8', 'utf-16le', 'utf-32be'):
    print(*(tried('\udc80'.encode, encoding, errors) for errors in ('test.snake', 'test.odd', 'test.ascii')))
# expect: UnicodeEncodeError: "'utf-8' codec can't encode character '\\udc80' in position 0: surrogates not allowed" b'abc' b'?'
# expect: UnicodeEncodeError: "'utf-16-le' codec can't encode character '\\udc80' in position 0: surrogates not allowed" UnicodeEncodeError: "'utf-16-le' codec can't encode character '\\udc80' in position 0: surrogates not allowed" b'?\x00'
# expect: UnicodeEncodeError: "'utf-32-be' codec can't encode character '\\udc80' in position 0: surrogates not allowed" UnicodeEncodeError: "'utf-32-be' codec can't encode character '\\udc80' in position 0: surrogates not allowed" b'\x00\x00\x00?'
d = codecs.getincrementaldecoder('utf-8')('surrogatepass')
print([ascii(d.decode(bytes([b]))) for b in b'\xed\xa4\x81'])  # expect: ["''", "''", "'\\ud901'"]
for ask in (codecs.lookup_error, lambda name: b'\xff'.decode('ascii', name)):
    print(tried(ask, 'toString'))
# expect: LookupError: "unknown error handler name 'toString'"
# expect: LookupError: "unknown error handler name 'toString'"
