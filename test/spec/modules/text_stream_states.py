import io


def tried(f):
    try:
        return f()
    except (ValueError, TypeError, LookupError) as e:
        return type(e).__name__ + ' ' + str(e)


t = io.TextIOWrapper.__new__(io.TextIOWrapper)
print(tried(lambda: repr(t)))  # expect: ValueError I/O operation on uninitialized object
t = io.TextIOWrapper(io.BytesIO(b'abc'), encoding='latin-1')
print(tried(lambda: t.__init__(io.BytesIO(), newline=42)), t.read())  # expect: TypeError TextIOWrapper() argument 'newline' must be str or None, not int abc
t.detach()
print(t.encoding, t.errors, t.line_buffering, t.write_through, repr(t))  # expect: latin-1 strict False False <_io.TextIOWrapper encoding='latin-1'>
t = io.TextIOWrapper(io.BytesIO(), encoding='utf-8')
print(tried(lambda: t.reconfigure(encoding=42)))  # expect: TypeError reconfigure() argument 'encoding' must be str or None, not int
print(tried(lambda: t.reconfigure(newline=42)))  # expect: TypeError reconfigure() argument 'newline' must be str or None, not int
print(tried(lambda: t.reconfigure(line_buffering='x')))  # expect: TypeError 'str' object cannot be interpreted as an integer
print(tried(lambda: io.TextIOWrapper(io.BytesIO(), encoding='\udcfe')))  # expect: UnicodeEncodeError 'utf-8' codec can't encode character '\udcfe' in position 0: surrogates not allowed
print(tried(lambda: io.TextIOWrapper(io.BytesIO(), encoding='utf-8\0')))  # expect: ValueError embedded null character
print(tried(lambda: t.__init__(io.BytesIO(), newline='xyzzy')))  # expect: ValueError illegal newline value: xyzzy
print(tried(lambda: t.read()))  # expect: ValueError I/O operation on uninitialized object
t = io.TextIOWrapper(io.BytesIO(), encoding='ascii')
print(tried(lambda: t.reconfigure(encoding='none such')), t.encoding)  # expect: LookupError unknown encoding: none such ascii
