# A list literal stays a list where it is iterated asynchronously.
async def f():
    async for _ in [1]:
        pass


try:
    f().send(None)
except TypeError as e:
    print(e)  # expect: 'async for' requires an object with __aiter__ method, got list
