print(b"\xe2\x82".decode("utf-8", "replace") == "�", ascii(b"a\xff".decode("utf-8", "surrogateescape")))  # expect: True 'a\udcff'
for b in (b"\xff", b"a\xe2(", b"\xf0\x9f", b"\xed\xa0\x80"):
    try:
        b.decode()
    except UnicodeDecodeError as e:
        print(e)
        # expect: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
        # expect: 'utf-8' codec can't decode byte 0xe2 in position 1: invalid continuation byte
        # expect: 'utf-8' codec can't decode bytes in position 0-1: unexpected end of data
        # expect: 'utf-8' codec can't decode byte 0xed in position 0: invalid continuation byte
