class Y:
    def __await__(self):
        yield 1
async def f():
    try:
        await Y()
    except ValueError as e:
        print('caught', e)  # expect: caught x
        return 'handled'
c = f()
c.send(None)
try:
    c.throw(ValueError('x'))
except StopIteration as e:
    print(e.value)  # expect: handled
