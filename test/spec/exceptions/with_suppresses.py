class M:
    def __enter__(self):
        return self
    def __exit__(self, t, v, tb):
        print(t.__name__, v)  # expect: ValueError x
        return True
with M():
    raise ValueError('x')
print('after')  # expect: after
