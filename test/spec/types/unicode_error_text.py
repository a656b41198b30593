print(UnicodeDecodeError('utf-8', b'a\xff', 1, 2, 'invalid start byte'))  # expect: 'utf-8' codec can't decode byte 0xff in position 1: invalid start byte
print(UnicodeEncodeError('ascii', 'a\xe9\u1234', 1, 3, 'ordinal not in range(128)'))  # expect: 'ascii' codec can't encode characters in position 1-2: ordinal not in range(128)
print(UnicodeEncodeError('ascii', '\U0001F600', 0, 1, 'ordinal not in range(128)'))  # expect: 'ascii' codec can't encode character '\U0001f600' in position 0: ordinal not in range(128)
print(UnicodeTranslateError('abc', 0, 1, 'why'))  # expect: can't translate character '\x61' in position 0: why
