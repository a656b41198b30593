# The context of what throw() throws in, though the innermost resumed other generators before it let it through.
class Suspending:
    def __await__(self):
        try:
            yield
        except BaseException:
            sum(i for i in range(3))
            raise


async def f():
    try:
        raise KeyError("handled")
    finally:
        await Suspending()


c = f()
c.send(None)
try:
    c.throw(ValueError("thrown"))
except ValueError as e:
    print(repr(e.__context__))  # expect: KeyError('handled')
