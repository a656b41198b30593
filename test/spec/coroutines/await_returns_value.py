async def f():
    return 42
async def g():
    return await f()
try:
    g().send(None)
except StopIteration as e:
    print(e.value)  # expect: 42
