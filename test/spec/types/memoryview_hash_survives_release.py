m = memoryview(b"abc")
h = hash(m)
m.release()
print(hash(m) == h == hash(b"abc"))  # expect: True
try:
    b"a" < memoryview(b"b")
except TypeError:
    print("unordered")  # expect: unordered
