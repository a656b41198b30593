class Y:
    def __await__(self):
        yield 1
async def f():
    await Y()
async def g(c):
    await c
c = f()
a, b = g(c), g(c)
a.send(None)
try:
    b.send(None)
except RuntimeError as e:
    print(e)  # expect: coroutine is being awaited already
