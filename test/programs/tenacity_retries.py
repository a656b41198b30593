# packages: tenacity
import asyncio

from tenacity import AsyncRetrying, RetryError, retry, retry_if_exception_type, stop_after_attempt, wait_fixed

attempts = 0


@retry(stop=stop_after_attempt(3), wait=wait_fixed(0), retry=retry_if_exception_type(OSError), reraise=True)
async def flaky():
    global attempts
    attempts += 1
    if attempts < 3:
        raise OSError(f'attempt {attempts}')
    return 'done'


@retry(stop=stop_after_attempt(2), wait=wait_fixed(0))
def never():
    raise ValueError('always')


async def main():
    print(await flaky(), attempts, flaky.retry.statistics['attempt_number'])  # expect: done 3 3
    try:
        async for attempt in AsyncRetrying(stop=stop_after_attempt(2), wait=wait_fixed(0)):
            with attempt:
                print('try', attempt.retry_state.attempt_number)
                raise KeyError('k')
    except RetryError as e:
        print(type(e.last_attempt.exception()).__name__, e.last_attempt.attempt_number)
    # expect: try 1
    # expect: try 2
    # expect: KeyError 2


asyncio.run(main())
try:
    never()
except RetryError as e:
    print(e.last_attempt.exception())  # expect: always
