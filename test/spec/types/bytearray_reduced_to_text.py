# For protocols without bytes a bytearray is reduced to text.
b = bytearray(b"a\xe9")
print(b.__reduce_ex__(2)[1])  # expect: ('aé', 'latin-1')
print(b.__reduce_ex__(3)[1])  # expect: (b'a\xe9',)
print(b.__reduce__()[1])  # expect: ('aé', 'latin-1')
