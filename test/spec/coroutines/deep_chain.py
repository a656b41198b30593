async def f(n):
    if n:
        return await f(n - 1) + 1
    return 0
try:
    f(500).send(None)
except StopIteration as e:
    print(e.value)  # expect: 500
