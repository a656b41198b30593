class Key:
    def __hash__(self):
        print('hash')  # expect: hash
        return 1
d = {}
d[Key()] = 1
