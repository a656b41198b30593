class I:
    def __init__(self):
        self.n = 0
    def __aiter__(self):
        return self
    async def __anext__(self):
        self.n += 1
        if self.n > 3:
            raise StopAsyncIteration
        return self.n
async def f():
    async for i in I():
        print(i)
    else:
        print('else')
try:
    f().send(None)
except StopIteration:
    pass
# expect: 1
# expect: 2
# expect: 3
# expect: else
