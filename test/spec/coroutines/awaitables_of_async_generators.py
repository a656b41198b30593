# asend(), athrow() and aclose(): when their arguments are looked at, and what ends them.
import gc
import warnings

warnings.simplefilter('ignore')


async def numbers():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        yield 'ignored'


def outcome(f):
    try:
        return repr(f())
    except BaseException as e:
        return repr(e)


agen = numbers()
thrown = agen.athrow()
print(outcome(lambda: thrown.send(None)))  # expect: TypeError('athrow expected at least 1 argument, got 0')
print(agen.ag_running)  # expect: True
agen = numbers()
thrown = agen.athrow(ValueError)
print(outcome(lambda: thrown.send(1)))  # expect: RuntimeError("can't send non-None value to a just-started coroutine")
print(outcome(lambda: thrown.send(None)))  # expect: ValueError()
print(outcome(lambda: thrown.throw()))  # expect: RuntimeError('cannot reuse already awaited aclose()/athrow()')
agen = numbers()
sent = agen.asend(None)
print(outcome(lambda: sent.throw()))  # expect: TypeError('throw expected at least 1 argument, got 0')
print(outcome(lambda: sent.send(None)))  # expect: RuntimeError('cannot reuse already awaited __anext__()/asend()')
agen = numbers()
print(outcome(lambda: agen.asend(None).send(None)))  # expect: StopIteration(1)
print(outcome(lambda: agen.aclose().send(None)))  # expect: RuntimeError('async generator ignored GeneratorExit')
print(outcome(lambda: agen.aclose().send(None)))  # expect: StopAsyncIteration()
del thrown, sent
gc.collect()
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    agen.__anext__()
    gc.collect()
print([str(w.message) for w in caught])  # expect: ["coroutine method 'asend' of 'numbers' was never awaited"]
