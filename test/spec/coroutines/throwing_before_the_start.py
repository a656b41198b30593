# What is thrown into a generator that has not begun isn't raised inside it: StopIteration comes out as it is.
import warnings

warnings.simplefilter('ignore')


def generator():
    yield 1


async def coroutine():
    pass


async def async_generator():
    yield 1


def outcome(f):
    try:
        return repr(f())
    except BaseException as e:
        return f'{e!r} from {e.__cause__!r}'


print(outcome(lambda: generator().throw(StopIteration(7))))  # expect: StopIteration(7) from None
print(outcome(lambda: coroutine().throw(StopIteration(7))))  # expect: StopIteration(7) from None
agen = async_generator()
print(outcome(lambda: agen.athrow(StopAsyncIteration(7)).send(None)))  # expect: StopAsyncIteration(7) from None
started = generator()
next(started)
print(outcome(lambda: started.throw(StopIteration(7))))  # expect: RuntimeError('generator raised StopIteration') from StopIteration(7)
