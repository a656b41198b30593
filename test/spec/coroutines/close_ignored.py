class Y:
    def __await__(self):
        yield 1
async def f():
    try:
        await Y()
    except GeneratorExit:
        await Y()
c = f()
c.send(None)
try:
    c.close()
except RuntimeError as e:
    print(e)  # expect: coroutine ignored GeneratorExit
