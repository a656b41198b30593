import types
@types.coroutine
def pause():
    yield 'p'
async def g():
    await pause()
    yield 1
async def f():
    a = g()
    x = a.asend(None)
    x.send(None)
    try:
        a.asend(None).send(None)
    except RuntimeError as e:
        print(e)  # expect: anext(): asynchronous generator is already running
try:
    f().send(None)
except StopIteration:
    pass
