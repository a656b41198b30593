print("é€".encode("ascii", "xmlcharrefreplace"), "é".encode("ascii", "backslashreplace"))  # expect: b'&#233;&#8364;' b'\\xe9'
print("\udc80".encode("utf-8", "surrogateescape"), "é".encode("utf-16-le"))  # expect: b'\x80' b'\xe9\x00'
try:
    "aé€b".encode("ascii")
except UnicodeEncodeError as e:
    print(e)  # expect: 'ascii' codec can't encode characters in position 1-2: ordinal not in range(128)
    print(e.start, e.end, e.reason)  # expect: 1 3 ordinal not in range(128)
