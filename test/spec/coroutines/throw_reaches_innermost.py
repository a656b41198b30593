class Y:
    def __await__(self):
        try:
            yield 1
        finally:
            print('await done')  # expect: await done
async def a():
    try:
        await Y()
    finally:
        print('a done')  # expect: a done
async def b():
    try:
        await a()
    except KeyError as e:
        print('b caught', e)  # expect: b caught 'k'
c = b()
c.send(None)
try:
    c.throw(KeyError('k'))
except StopIteration:
    print('ended')  # expect: ended
