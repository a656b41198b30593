print("a\nb\r\nc\x0bd\x1ce\u2028f".splitlines())  # expect: ['a', 'b', 'c', 'd', 'e', 'f']
print("a\n\nb\n".splitlines(True))  # expect: ['a\n', '\n', 'b\n']
