class Pair(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))
p = Pair(1, 2)
print(p, type(p[:]), p == (1, 2), {p: 'found'}[(1, 2)])  # expect: (1, 2) <class 'tuple'> True found
