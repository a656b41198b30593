# Recursion through native code ends in RecursionError or in a result, never in an error of the machine below.
import copy
import functools
import json
import pickle
import re


def outcome(f):
    try:
        f()
    except RecursionError:
        return "RecursionError"
    except (SyntaxError, MemoryError, ValueError):
        return "refused"
    return "done"


class Chain:
    def __init__(self, inner): self.inner = inner

    def __eq__(self, other): return self.inner == other.inner

    def __hash__(self): return hash(self.inner)

    def __repr__(self): return repr(self.inner)

    def __len__(self): return len(self.inner)

    def __contains__(self, x): return x in self.inner

    def __getattr__(self, name): return getattr(self.inner, name)

    def __format__(self, spec): return format(self.inner, spec)


a = b = 1
nested, other = [], []
for i in range(5_000):
    a, b = Chain(a), Chain(b)
for i in range(600_000):
    nested, other = [nested], [other]
for f in (
    lambda: a == b, lambda: hash(a), lambda: repr(a), lambda: len(a), lambda: 1 in a, lambda: a.missing, lambda: format(a, ""),
    lambda: nested == other, lambda: json.dumps(nested), lambda: copy.deepcopy(nested), lambda: pickle._dumps(nested),
):
    print(outcome(f))
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError


def key(x): return sorted([1, 2], key=key)


print(outcome(lambda: key(1)))  # expect: RecursionError
print(outcome(lambda: re.compile("(" * 5000 + ")" * 5000)) != "done")  # expect: True
for source in "(" * 5000, "[" * 5000, "f(" * 5000, "{1:" * 5000:
    print(outcome(lambda: compile(source, "<s>", "eval")))
# expect: refused
# expect: refused
# expect: refused
# expect: refused
