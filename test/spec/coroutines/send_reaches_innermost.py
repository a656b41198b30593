class Y:
    def __await__(self):
        got = yield 'asked'
        return got
async def inner():
    return await Y()
async def outer():
    return await inner()
c = outer()
print(c.send(None))  # expect: asked
try:
    c.send('answer')
except StopIteration as e:
    print(e.value)  # expect: answer
