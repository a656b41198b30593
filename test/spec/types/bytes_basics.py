print(b"a\x00'\n", bytes(3), bytes([65, 66]), b"abc"[1], b"abc"[::-1], 98 in b"abc")  # expect: b"a\x00'\n" b'\x00\x00\x00' b'AB' 98 b'cba' True
print(b"a,b".split(b","), b" x ".strip(), b"%s=%d" % (b"k", 5), b"ab".hex("-"), bytes.fromhex("61 62"))  # expect: [b'a', b'b'] b'x' b'k=5' 61-62 b'ab'
for f in (lambda: bytes([256]), lambda: bytes("a"), lambda: b"a" + "b"):
    try:
        f()
    except (TypeError, ValueError) as e:
        print(e)
        # expect: bytes must be in range(0, 256)
        # expect: string argument without an encoding
        # expect: can't concat str to bytes
