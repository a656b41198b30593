async def g():
    x = yield 1
    print('got', x)
    yield 2
async def f():
    a = g()
    print(await a.asend(None))
    print(await a.asend('v'))
    try:
        await a.asend(None)
    except StopAsyncIteration:
        print('stop')
try:
    f().send(None)
except StopIteration:
    pass
# expect: 1
# expect: got v
# expect: 2
# expect: stop
