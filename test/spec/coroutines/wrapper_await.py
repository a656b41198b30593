async def f():
    return 3
w = f().__await__()
print(type(w).__name__)  # expect: coroutine_wrapper
try:
    next(w)
except StopIteration as e:
    print(e.value)  # expect: 3
