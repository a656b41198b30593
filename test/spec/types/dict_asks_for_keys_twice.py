class Mapping:
    def __getattribute__(self, name):
        print('asked for', name)
        return lambda: ['k']

    def __getitem__(self, key):
        return key * 2


print(dict(Mapping()))
# expect: asked for keys
# expect: asked for keys
# expect: {'k': 'kk'}
