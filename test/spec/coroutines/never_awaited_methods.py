import gc
import warnings


async def agen():
    yield 1


warnings.simplefilter("ignore")
gc.collect()
warnings.simplefilter("always")
with warnings.catch_warnings(record=True) as seen:
    for make in (lambda g: g.asend(None), lambda g: g.athrow(ValueError), lambda g: g.aclose()):
        g = agen()
        make(g)
        gc.collect()
    print([str(w.message) for w in seen])  # expect: ["coroutine method 'asend' of 'agen' was never awaited", "coroutine method 'athrow' of 'agen' was never awaited", "coroutine method 'aclose' of 'agen' was never awaited"]


async def coro():
    pass


with warnings.catch_warnings(record=True) as seen:
    coro().cr_frame.clear()
    print({str(w.message) for w in seen})  # expect: {"coroutine 'coro' was never awaited"}
    seen.clear()
    try:
        for _ in coro():
            pass
    except TypeError as e:
        print(e)  # expect: 'coroutine' object is not iterable
    gc.collect()
    print([str(w.message) for w in seen])  # expect: ["coroutine 'coro' was never awaited"]
