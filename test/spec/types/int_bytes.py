print((1024).to_bytes(2), (-2).to_bytes(2, "little", signed=True))  # expect: b'\x04\x00' b'\xfe\xff'
print(int.from_bytes(b"\xff\x00", "little", signed=True))  # expect: 255
try:
    (256).to_bytes(1)
except OverflowError as e:
    print(e)  # expect: int too big to convert
