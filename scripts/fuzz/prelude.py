"""Helpers of the generated programs: logging, context managers, awaitables, drivers. Everything is deterministic."""
import operator
import re as _re
from abc import ABCMeta


class E1(Exception):
    pass


class E2(E1):
    pass


_ticks = [0]


def tick():
    _ticks[0] += 1
    return _ticks[0] % 3


def clean(shown):
    """Without addresses and where the library's lines are."""
    shown = _re.sub(r'0x[0-9a-f]{6,}', '0x', shown)
    return _re.sub(r' at [^ >\]]*\.py:\d+', '', shown)


def text(value, depth=0):
    """The value's type and repr, without addresses and the order of sets."""
    if isinstance(value, (set, frozenset)) and len(value) > 1:
        return type(value).__name__ + ' ' + ' '.join(sorted(text(v) for v in value))
    if depth < 4 and type(value) in (list, tuple):
        return type(value).__name__ + '[' + ', '.join(text(v, depth + 1) for v in value[:50]) + ']'
    if type(value).__name__ == 'mappingproxy':
        return 'mappingproxy'
    return type(value).__name__ + ' ' + clean(repr(value))[:2000]


def exc(e, depth=0):
    if depth > 8:
        return '...'
    out = type(e).__name__ + ': ' + clean(str(e))
    if isinstance(e, BaseExceptionGroup):
        out += ' {' + '; '.join(exc(x, depth + 1) for x in e.exceptions) + '}'
    if e.__cause__ is not None:
        out += ' <- ' + exc(e.__cause__, depth + 1)
    elif e.__context__ is not None and not e.__suppress_context__:
        out += ' < ' + exc(e.__context__, depth + 1)
    return out


def lines(e):
    """Where it went through the program: names and lines of its traceback."""
    tb, out = e.__traceback__, []
    while tb is not None:
        code = tb.tb_frame.f_code
        # Here a comprehension is a function of its own.
        if code.co_filename == '<fuzz>' and not code.co_name.endswith('comp>'):
            out.append(f'{code.co_name}:{tb.tb_lineno}')
        tb = tb.tb_next
    return ' '.join(out)


_over = []


def log(*values):
    if _over:
        return
    print(' '.join(v if type(v) is str else text(v) for v in values))


def show(f, *args):
    try:
        value = f(*args)
        print('=', text(value))
        return value
    except RecursionError:
        print('! RecursionError')
    except BaseException as e:
        print('!', exc(e), '@', lines(e))


class CM:
    def __init__(self, suppress, on_exit=None, on_enter=None):
        self.suppress, self.on_exit, self.on_enter = suppress, on_exit, on_enter

    def __repr__(self):
        return 'CM'

    def __enter__(self):
        log('enter')
        if self.on_enter:
            raise self.on_enter('enter')
        return [1]

    def __exit__(self, t, v, tb):
        log('exit', t and t.__name__, v if v is None else exc(v))
        if self.on_exit:
            raise self.on_exit('exit')
        return self.suppress


class Iter:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f'Iter({self.n})'

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration('end')
        self.n -= 1
        return self.n


class Bad:
    def __iter__(self):
        raise E1('iter')

    def __repr__(self):
        return 'Bad'


class P:
    __match_args__ = ('x', 'y')

    def __init__(self, x=1, y=2):
        self.x, self.y, self.r = x, y, 1

    def __repr__(self):
        return f'P({self.x})'


class Susp:
    """Awaiting it suspends once with its value; the value sent is its result."""

    def __init__(self, value=0):
        self.value = value

    def __repr__(self):
        return 'Susp'

    def __await__(self):
        try:
            got = yield ('susp', self.value)
        except BaseException as e:
            log('thrown', exc(e))
            raise
        log('sent', got)
        return got


class BadAwait:
    def __await__(self):
        return [1]

    def __repr__(self):
        return 'BadAwait'


class ACM:
    def __init__(self, suppress):
        self.suppress = suppress

    def __repr__(self):
        return 'ACM'

    async def __aenter__(self):
        log('aenter')
        await Susp('aenter')
        return [2]

    async def __aexit__(self, t, v, tb):
        log('aexit', t and t.__name__, v if v is None else exc(v))
        await Susp('aexit')
        return self.suppress


class AIter:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return 'AIter'

    def __aiter__(self):
        return self

    async def __anext__(self):
        await Susp(self.n)
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        return self.n


_kept = []


def keep(f):
    """Its generators live to the end of the program, so that nothing depends on when an object dies."""

    def make(*args):
        made = f(*args)
        _kept.append(made)
        return made

    return make


@keep
def sub(a=None):
    try:
        got = yield 'sub'
        log('sub got', got)
        yield a
    finally:
        log('sub ends')
    return 'subresult'


@keep
async def agen(n):
    try:
        for i in range(n):
            got = yield i
            if got is not None:
                log('agen got', got)
            await Susp(i)
    finally:
        log('agen ends')


@keep
async def coro(x):
    try:
        if isinstance(x, type):
            return await x(5)
        await Susp('c')
        return x
    finally:
        log('coro ends')


@keep
async def fail(e):
    await Susp('f')
    raise e('failed')


def _types_coroutine(f):
    import types
    return types.coroutine(f)


@_types_coroutine
def old(n):
    got = yield n
    return got


def drive(obj, steps):
    """Resumes a generator or coroutine as the steps say; each result is logged."""
    _kept.append(obj)
    for step in steps:
        try:
            value = step(obj)
            print('>', text(value))
        except RecursionError:
            print('> RecursionError')
        except BaseException as e:
            print('>', exc(e), '@', lines(e))
    try:
        obj.close()
    except BaseException as e:
        print('> close', exc(e))


def adrive(agen_, steps):
    """The same for an async generator: each step is an awaitable that is run to its end."""
    _kept.append(agen_)
    for step in [*steps, lambda o: o.aclose()]:
        try:
            awaitable = step(agen_)
            sent = None
            for _ in range(20):
                try:
                    got = awaitable.send(sent)
                except StopIteration as e:
                    print('>', text(e.value))
                    break
                print('..', text(got))
                sent = 'v'
        except RecursionError:
            print('> RecursionError')
        except BaseException as e:
            print('>', exc(e), '@', lines(e))


class Meta(type):
    def __call__(cls, *args):
        log('meta call', cls.__name__)
        return super().__call__(*args)

    def __getattr__(cls, name):
        return 'meta ' + name


class Desc:
    def __get__(self, obj, cls):
        return ('get', obj is None, cls.__name__)


class DataDesc(Desc):
    def __set__(self, obj, value):
        log('set', value)

    def __delete__(self, obj):
        log('delete')


class SetName:
    def __set_name__(self, owner, name):
        log('set_name', owner.__name__, name)


def make(cls, *args):
    try:
        return cls(*args)
    except Exception as e:
        return exc(e)
