async def f():
    await 1
try:
    f().send(None)
except TypeError as e:
    print(type(e).__name__)  # expect: TypeError
