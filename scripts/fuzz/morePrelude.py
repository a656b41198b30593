"""Helpers of the programs about text, exceptions, containers and patterns."""
import collections
import traceback as _traceback
from collections import ChainMap, Counter, OrderedDict, UserDict, defaultdict, deque, namedtuple
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from inspect import signature

inf = float('inf')
nan = float('nan')
w = 3
yield_ = 'y'


def parts(template):
    """A template in words: its strings and interpolations."""
    if type(template) is str:
        return template
    return list(template.strings), [
        (parts(i.value) if type(i.value) is type(template) else i.value, i.expression, i.conversion, i.format_spec)
        for i in template.interpolations
    ]


class Grouped(ExceptionGroup):
    def derive(self, excs):
        return Grouped('derived ' + self.message, excs)


class Underived(ExceptionGroup):
    pass


def notes(e):
    return getattr(e, '__notes__', None)


def noted(e, note):
    e.add_note(note)
    return e


def printed(f):
    """Calls `f` and prints the traceback of what it raises, without the helpers' own frames."""
    try:
        log('=', f())
    except BaseException as e:
        for line in ''.join(_traceback.format_exception(e)).split('\n'):
            if '"<prelude>"' not in line and '.py"' not in line:
                print('|', clean(line))


@contextmanager
def replacing():
    try:
        yield 1
    except E1 as e:
        log('replaces', exc(e))
        raise ValueError('replaced') from e
    except ValueError:
        log('swallows')


class stack:
    def __enter__(self):
        self.s = ExitStack()
        self.s.callback(log, 'callback')
        self.s.push(lambda t, v, tb: log('pushed', t and t.__name__))
        self.s.enter_context(CM(False))
        return self.s.__enter__()

    def __exit__(self, *args):
        return self.s.__exit__(*args)


@keep
def gen(x=None):
    try:
        yield 1
        yield 2
    except BaseException as e:
        log('gen', exc(e))
        raise
    finally:
        log('gen ends')


@dataclass
class Point:
    x: int = 0
    y: object = None


Pair = namedtuple('Pair', 'first second')


class Sub(int):
    def __repr__(self):
        return f'Sub({int(self)})'


class Same:
    """Equal to every other, in one place of the table."""

    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return isinstance(other, Same)

    def __hash__(self):
        return 1

    def __repr__(self):
        return f'Same({self.n})'


class Loud:
    """Its comparisons are logged."""

    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        log('eq', self.n, getattr(other, 'n', other))
        return isinstance(other, Loud) and self.n == other.n

    def __lt__(self, other):
        log('lt', self.n, getattr(other, 'n', other))
        return self.n < other.n

    def __hash__(self):
        return self.n & 1

    def __repr__(self):
        return f'Loud({self.n})'


class MroEntries:
    """In place of a base class."""
    def __mro_entries__(self, bases):
        return (Point,)


def ordered(x):
    """Sets have an order of their own in each interpreter."""
    return sorted(x, key=repr) if isinstance(x, (set, frozenset)) else x
