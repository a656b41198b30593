# Errors of a codec from the registry name it in a note; those of the built-in codecs have none.
for data, encoding in [(b'\x81', 'cp1252'), (b'\xff', 'gbk'), (b'\xff', 'ascii')]:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as e:
        print(getattr(e, '__notes__', None))
# expect: ["decoding with 'cp1252' codec failed"]
# expect: ["decoding with 'gbk' codec failed"]
# expect: None
