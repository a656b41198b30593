import types
n = types.SimpleNamespace(a=1)
n.b = [n]
print(n, n == types.SimpleNamespace(a=1, b=n.b))  # expect: namespace(a=1, b=[namespace(...)]) True
