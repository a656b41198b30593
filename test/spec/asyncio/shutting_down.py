# shutdown_asyncgens, shutdown_default_executor, set_default_executor; a loop that is closed.
import asyncio
import concurrent.futures


async def endless():
    try:
        while True:
            yield 1
    finally:
        print("closed")


async def main():
    loop = asyncio.get_running_loop()
    generator = endless()
    print(await anext(generator))  # expect: 1
    await loop.shutdown_asyncgens()  # expect: closed
    pool = concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="mine")
    loop.set_default_executor(pool)
    print(await loop.run_in_executor(None, pow, 2, 5))  # expect: 32
    await loop.shutdown_default_executor()
    try:
        await loop.run_in_executor(None, print)
    except RuntimeError as e:
        print(e)  # expect: Executor shutdown has been called
    try:
        loop.set_default_executor(object())
    except TypeError as e:
        print(e)  # expect: executor must be ThreadPoolExecutor instance


loop = asyncio.new_event_loop()
loop.run_until_complete(main())
loop.close()
loop.close()
for call in (lambda: loop.call_soon(print), loop.run_forever):
    try:
        call()
    except RuntimeError as e:
        print(e)
# expect: Event loop is closed
# expect: Event loop is closed
