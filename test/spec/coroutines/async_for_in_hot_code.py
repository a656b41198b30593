import types


@types.coroutine
def pause(v):
    return (yield v)


async def source(n):
    try:
        for i in range(n):
            if i % 3 == 1:
                log.append(await pause(i))
            yield i
    finally:
        log.append('left')


async def doubled(items):
    async for item in items:
        yield item * 2


async def failing(n):
    for i in range(n):
        yield i
    raise KeyError(n)


async def main():
    got = [item async for item in doubled(source(6))]
    try:
        async for item in doubled(failing(2)):
            got.append(item)
    except KeyError as e:
        got.append((repr(e), e.__traceback__.tb_next.tb_frame.f_code.co_name))
    return got


def drive(coro, throw_at=None):
    yielded = []
    try:
        while True:
            if len(yielded) == throw_at:
                coro.throw(ValueError('thrown'))
            yielded.append(coro.send(len(yielded) or None))
    except StopIteration as e:
        return yielded, e.value
    except ValueError as e:
        return yielded, repr(e)


for _ in range(100):
    log = []
    result = drive(main())
print(result[0])  # expect: [1, 4]
print(result[1])  # expect: [0, 2, 4, 6, 8, 10, 0, 2, ('KeyError(2)', 'doubled')]
print(log)  # expect: [1, 2, 'left']
log = []
print(drive(main(), 1), log)  # expect: ([1], "ValueError('thrown')") ['left']


# Two that iterate over one.
async def consumer(items, got):
    try:
        async for item in items:
            got.append(item)
    except RuntimeError as e:
        got.append(str(e))


for _ in range(100):
    log = []
    items, got = source(3), []
    first, second = consumer(items, got), consumer(items, got)
    first.send(None)
    got.append(drive(second)[1])
    got.append(type(first.cr_await).__name__)
    first.close()
print(got[0], got[2:])  # expect: 0 [None, 'async_generator_asend']
print(got[1])  # expect: anext(): asynchronous generator is already running
