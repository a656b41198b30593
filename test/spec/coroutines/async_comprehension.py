async def gen():
    for i in range(4):
        yield i
async def f():
    return [i async for i in gen() if i % 2], {i: i async for i in gen()}, [x async for x in (y async for y in gen())]
try:
    f().send(None)
except StopIteration as e:
    print(e.value)  # expect: ([1, 3], {0: 0, 1: 1, 2: 2, 3: 3}, [0, 1, 2, 3])
