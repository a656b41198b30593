# since: 3.14
x = 1
t = t'a{x}b'
print(t.strings is t.strings, t.interpolations is t.interpolations)  # expect: True True
print(t.strings, t.values)  # expect: ('a', 'b') (1,)
