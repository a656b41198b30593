import types
@types.coroutine
def y(x):
    return (yield x)
async def f():
    return await y('q')
c = f()
print(c.send(None))  # expect: q
try:
    c.send('a')
except StopIteration as e:
    print(e.value)  # expect: a
