class M:
    async def __aenter__(self):
        print('enter')
        return 5
    async def __aexit__(self, t, v, tb):
        print('exit', t)
        return True
async def f():
    async with M() as x:
        print(x)
        raise ValueError
    print('after')
try:
    f().send(None)
except StopIteration:
    pass
# expect: enter
# expect: 5
# expect: exit <class 'ValueError'>
# expect: after
