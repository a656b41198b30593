async def f():
    try:
        c.send(None)
    except ValueError as e:
        print(e)  # expect: coroutine already executing
c = f()
try:
    c.send(None)
except StopIteration:
    pass
