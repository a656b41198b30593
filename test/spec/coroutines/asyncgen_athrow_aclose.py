async def g():
    try:
        yield 1
    except ValueError as e:
        print('caught', e)
        yield 2
    finally:
        print('fin')
async def f():
    a = g()
    await anext(a)
    print(await a.athrow(ValueError('v')))
    await a.aclose()
    print('closed')
try:
    f().send(None)
except StopIteration:
    pass
# expect: caught v
# expect: 2
# expect: fin
# expect: closed
