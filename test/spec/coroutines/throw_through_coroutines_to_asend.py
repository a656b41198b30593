# throw() reaches what the innermost coroutine awaits, though that is no coroutine.
log = []


class Suspend:
    def __await__(self):
        try:
            yield
        except KeyError:
            log.append("thrown")
            raise


async def agen():
    try:
        await Suspend()
        yield 1
    finally:
        log.append("agen ends")


async def inner():
    async for _ in agen():
        pass


async def outer():
    await inner()


c = outer()
c.send(None)
try:
    c.throw(KeyError("k"))
except KeyError as e:
    print(log, e)  # expect: ['thrown', 'agen ends'] 'k'
