class N(int):
    pass
n = N(5)
print(n + 1, type(n + 1).__name__, repr(n), {5: "x"}[n])  # expect: 6 int 5 x
print(type(N.from_bytes(b"a")).__name__)  # expect: N
