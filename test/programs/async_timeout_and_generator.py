# packages: async-timeout async-generator
import asyncio

from async_generator import aclosing, async_generator, asynccontextmanager, yield_
from async_timeout import timeout


@async_generator
async def numbers(n):
    for i in range(n):
        await asyncio.sleep(0)
        await yield_(i)


@asynccontextmanager
@async_generator
async def resource():
    print('open')
    try:
        await yield_('resource')
    finally:
        print('closed')


async def main():
    async with aclosing(numbers(3)) as it:
        print([i async for i in it])  # expect: [0, 1, 2]
    async with resource() as r:
        print('using', r)
    # expect: open
    # expect: using resource
    # expect: closed
    async with timeout(10) as t:
        await asyncio.sleep(0)
    print(t.expired)  # expect: False
    try:
        async with timeout(0.01) as t:
            await asyncio.sleep(10)
    except asyncio.TimeoutError:
        print('timed out', t.expired)  # expect: timed out True


asyncio.run(main())
