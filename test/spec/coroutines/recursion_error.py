async def f():
    await f()
try:
    f().send(None)
except RecursionError as e:
    print(type(e).__name__)  # expect: RecursionError
