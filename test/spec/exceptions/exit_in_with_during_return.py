class M:
    def __enter__(self): return self
    def __exit__(self, *a): print('exit', a[0])  # expect: exit None
def f():
    with M():
        return 1
print(f())  # expect: 1
