# packages: sniffio outcome attr
import asyncio

import outcome
import sniffio


async def fail():
    raise ValueError('no')


async def main():
    print(sniffio.current_async_library())  # expect: asyncio
    print(await outcome.acapture(asyncio.sleep, 0, 'slept'))  # expect: Value('slept')
    failed = await outcome.acapture(fail)
    print(failed)  # expect: Error(ValueError('no'))
    try:
        failed.unwrap()
    except ValueError as e:
        print('unwrapped', e)  # expect: unwrapped no

    def generator():
        got = yield 1
        print('got', got)  # expect: got 5

    g = generator()
    next(g)
    try:
        outcome.Value(5).send(g)
    except StopIteration:
        print('sent')  # expect: sent


asyncio.run(main())
try:
    sniffio.current_async_library()
except sniffio.AsyncLibraryNotFoundError as e:
    print(e)  # expect: unknown async library, or not in async context
