# since: 3.14
# What dies tells in one text what was done and to what.
import gc
import io
import re
import sys
import warnings
import weakref


def hook(args):
    print(re.sub('0x[0-9a-f]+', '0x', args.err_msg), repr(args.exc_value), args.object)


gc.collect()
sys.unraisablehook = hook


class Deletes:
    def __del__(self):
        1 / 0


Deletes()
gc.collect()  # expect: Exception ignored while calling deallocator <function Deletes.__del__ at 0x> ZeroDivisionError('division by zero') None


def generator():
    try:
        yield 1
    finally:
        raise ValueError


it = generator()
next(it)
del it
gc.collect()  # expect: Exception ignored while closing generator <generator object generator at 0x> ValueError() None


class Closes:
    def __iter__(self): return self

    def __next__(self): return 1

    def close(self): raise KeyError


def quiet(): yield from Closes()


it = quiet()
next(it)
del it
gc.collect()  # expect: Exception ignored while closing generator <generator object quiet at 0x> KeyError() None


async def coroutine(): pass


async def async_generator(): yield 1


with warnings.catch_warnings():
    warnings.simplefilter('error')
    lost = coroutine()
    del lost
    gc.collect()  # expect: Exception ignored while finalizing coroutine <coroutine object coroutine at 0x> RuntimeWarning("coroutine 'coroutine' was never awaited") None
    agen = async_generator()
    agen.aclose()
    gc.collect()  # expect: Exception ignored while finalizing async generator <async_generator object async_generator at 0x> RuntimeWarning("coroutine method 'aclose' of 'async_generator' was never awaited") None


def fails(*args): raise ValueError


dies = Closes()
ref = weakref.ref(dies, fails)
del dies
gc.collect()  # expect: Exception ignored while calling weakref callback <function fails at 0x> ValueError() None
gc.callbacks.append(lambda phase, info: phase == 'stop' and 1 / 0)
gc.collect()  # expect: Exception ignored while calling GC callback <function <lambda> at 0x> ZeroDivisionError('division by zero') None
gc.callbacks.clear()

# The hook itself prints neither marks nor causes.
sys.unraisablehook, stderr, sys.stderr = sys.__unraisablehook__, sys.stderr, io.StringIO()


class Chained:
    def __del__(self):
        try:
            1 / 0
        except ZeroDivisionError as e:
            raise ExceptionGroup('group', [e]) from e


Chained()
gc.collect()
text, sys.stderr = sys.stderr.getvalue(), stderr
for line in text.splitlines()[1:]:
    print(re.sub('".*", line [0-9]+', '...', line))
# expect: Traceback (most recent call last):
# expect:   File ..., in __del__
# expect:     raise ExceptionGroup('group', [e]) from e
# expect: ExceptionGroup: group (1 sub-exception)
