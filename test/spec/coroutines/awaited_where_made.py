# A coroutine awaited where it is made: seen from inside, suspended, closed, too deep.
# since: 3.14
import gc
import sys
import types
import warnings


@types.coroutine
def pause(value):
    return (yield value)


async def inner(n):
    if n == 1:
        frame = sys._getframe()
        coroutine = frame.f_generator
        return type(coroutine).__name__, coroutine.__name__, coroutine.cr_running, coroutine.cr_frame is frame
    if n == 2:
        try:
            raise KeyError(n)
        except KeyError:
            await pause('suspended')
            return repr(sys.exception())
    if n == 3:
        raise StopIteration(n)
    return n


async def middle(n):
    return await inner(n)


async def outer(n):
    return await middle(n)


def drive(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration as e:
        return e.value


for _ in range(5000):
    drive(outer(0))

print(drive(outer(1)))  # expect: ('coroutine', 'inner', True, True)
print(drive(outer(2)))  # expect: KeyError(2)

c = outer(2)
print(c.send(None), sys.exception())  # expect: suspended None
chain = []
x = c
while x is not None:
    chain.append(x.__qualname__)
    x = x.cr_await if isinstance(x, types.CoroutineType) else None
print(chain)  # expect: ['outer', 'middle', 'inner', 'pause']
try:
    raise OSError
except OSError:
    print(drive(c), repr(sys.exception()))  # expect: KeyError(2) OSError()

c = outer(2)
c.send(None)
c.close()
print(c.cr_frame)  # expect: None

try:
    drive(outer(3))
except RuntimeError as e:
    print(e, repr(e.__cause__))  # expect: coroutine raised StopIteration StopIteration(3)


async def deep(n):
    return await deep(n + 1)


try:
    drive(deep(0))
except RecursionError as e:
    print(e)  # expect: maximum recursion depth exceeded
with warnings.catch_warnings(record=True) as caught:
    gc.collect()
print([w for w in caught if 'deep' in str(w.message)])  # expect: []

sys.set_coroutine_origin_tracking_depth(2)
c = outer(2)
c.send(None)
origin = c.cr_await.cr_origin
print([(line - outer.__code__.co_firstlineno, name) for _, line, name in origin[:1]])  # expect: [(1, 'outer')]
sys.set_coroutine_origin_tracking_depth(0)
c.close()
