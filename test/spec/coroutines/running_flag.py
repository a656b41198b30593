class Y:
    def __await__(self):
        print(c.cr_running, d.cr_running)  # expect: True True
        yield 1
async def f():
    await Y()
async def g():
    await c
c = f()
d = g()
d.send(None)
print(c.cr_running, d.cr_running)  # expect: False False
