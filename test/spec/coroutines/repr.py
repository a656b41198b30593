async def f():
    pass
def g():
    yield
async def a():
    yield
c = f()
print(repr(c).split(' at ')[0], repr(g()).split(' at ')[0], repr(a()).split(' at ')[0])  # expect: <coroutine object f <generator object g <async_generator object a
c.close()
