# since: 3.14
# Null characters in names of encodings and error handlers, and in a mode.
import codecs, io


def failure(f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except (ValueError, LookupError) as e:
        return f"{type(e).__name__}: {e}"


text = io.TextIOWrapper(io.BytesIO())
print(failure(text.reconfigure, encoding="ascii\0q"), ascii(text.encoding))  # expect: None 'ascii\x00q'
print(failure(text.reconfigure, newline="\0"))  # expect: None
print(failure(io.TextIOWrapper, io.BytesIO(), encoding="utf\0q"))  # expect: ValueError: embedded null character
print(failure(open, "f", "r\0"))  # expect: ValueError: embedded null character
print(failure("a".encode, "utf-8", "x\0"), failure(b"a".decode, "utf-8", "x\0"))  # expect: ValueError: embedded null character ValueError: embedded null character
print(failure(bytearray, "a", "utf-8", "x\0"), failure(codecs.lookup_error, "x\0"))  # expect: ValueError: embedded null character ValueError: embedded null character
