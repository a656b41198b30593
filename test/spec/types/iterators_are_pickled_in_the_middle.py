import copy

for sequence in ("abc", "ä€𝒳z", b"abc", bytearray(b"abc")):
    it = iter(sequence)
    next(it)
    print(list(copy.copy(it)) == list(sequence)[1:], list(it) == list(sequence)[1:], list(copy.copy(it)))
# expect: True True []
# expect: True True []
# expect: True True []
# expect: True True []
