class Squares(dict):
    def __missing__(self, key):
        self[key] = key * key
        return self[key]
s = Squares()
print(s[4], s.get(5), s)  # expect: 16 None {4: 16}
