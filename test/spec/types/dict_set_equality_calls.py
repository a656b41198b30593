# Copying and merging compares keys only where CPython does: never into an empty dict or set.
log = []


class Key:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        log.append(f"h{self.name}")
        return 7

    def __eq__(self, other):
        log.append(f"{self.name}={other.name}")
        return self is other


def show(label, action):
    log.clear()
    action()
    print(label, *log)


keys = [Key(i) for i in range(3)]
d = dict.fromkeys(keys, 1)
s = set(d)
e = {keys[0]: 2}
show("copy", lambda: d.copy())  # expect: copy
show("dict", lambda: dict(d))  # expect: dict
show("display", lambda: {**d})  # expect: display
show("merge", lambda: {**d, **e})  # expect: merge
show("other way", lambda: {**e, **d})  # expect: other way 0=1 0=2 1=2
show("or", lambda: d | e)  # expect: or
show("call", lambda: (lambda **kw: 0)(**{}))  # expect: call
show("set copy", lambda: s.copy())  # expect: set copy
show("set", lambda: set(s))  # expect: set
show("frozenset", lambda: hash(frozenset(s)))  # expect: frozenset
show("star", lambda: {*s})  # expect: star
show("or self", lambda: s | s)  # expect: or self
show("and self", lambda: s & s)  # expect: and self
show("intersection", lambda: s.intersection(keys))  # expect: intersection h0 h1 0=1 0=1 h2 0=2 1=2 0=2 1=2
show("difference", lambda: s.difference([keys[0]]))  # expect: difference h0
show("keys or", lambda: d.keys() | e.keys())  # expect: keys or 0=1 0=2 1=2 h0
show("keys minus", lambda: d.keys() - e.keys())  # expect: keys minus 0=1 0=2 1=2 h0
show("items xor", lambda: d.items() ^ d.items())  # expect: items xor

from collections import Counter

show("count", lambda: Counter(keys))  # expect: count h0 h1 0=1 0=1 h2 0=2 1=2 0=2 1=2
