# What natively made objects refer to: leaks are looked for through them.
import collections
import functools
import gc
import weakref


class Kept:
    def method(self):
        pass


def call(default=Kept()):
    yield default


def refers(holder, to):
    return any(found is to for found in gc.get_referents(holder)) and holder in gc.get_referrers(to)


kept = Kept()
suspended = call(kept)
next(suspended)
error = ValueError()
error.__context__ = cause = KeyError()
try:
    raise error
except ValueError as caught:
    traceback = caught.__traceback__
holders = {
    'method': (kept.method, kept),
    'partial': (functools.partial(call, 1), call),
    'deque': (collections.deque([kept]), kept),
    'map': (map(kept.method, [1]), None),
    'weak reference': (weakref.ref(kept, kept.method), None),
    'generator': (suspended, kept),
    'exception': (error, cause),
    'traceback': (error, traceback),
    'staticmethod': (staticmethod(call), call),
    'property': (property(call), call),
    'function': (call, call.__code__),
    'bound native method': (kept.__init__, kept),
    'slice': (slice(kept), kept),
}
for name, (holder, to) in holders.items():
    print(name, refers(holder, gc.get_referents(holder)[-1] if to is None else to))
# expect: method True
# expect: partial True
# expect: deque True
# expect: map True
# expect: weak reference True
# expect: generator True
# expect: exception True
# expect: traceback True
# expect: staticmethod True
# expect: property True
# expect: function True
# expect: bound native method True
# expect: slice True

plain = [None, ..., 1, 2.0, 3j, 'a', b'a', bytearray(), range(3), call.__code__, object(), int]
print([gc.is_tracked(value) for value in plain].count(True))  # expect: 0
print([gc.is_tracked(holder) for holder, _ in holders.values()].count(False))  # expect: 0
