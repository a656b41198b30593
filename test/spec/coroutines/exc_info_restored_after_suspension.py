import sys
class Y:
    def __await__(self):
        yield 1
async def f():
    try:
        raise ValueError
    except ValueError:
        await Y()
        print(sys.exception().__class__.__name__)
c = f()
c.send(None)
print(sys.exception())
try:
    raise KeyError
except KeyError:
    try:
        c.send(None)
    except StopIteration:
        pass
    print(sys.exception().__class__.__name__)
# expect: None
# expect: ValueError
# expect: KeyError
