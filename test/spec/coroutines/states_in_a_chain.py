seen = []


def look():
    yield 1
    seen.extend([outer.gi_running, inner.gi_running, outer.gi_suspended, inner.gi_frame.f_back is outer.gi_frame])
    for gen in outer, inner:
        try:
            next(gen)
        except ValueError as e:
            seen.append(str(e))
    yield 2


def through(it):
    yield from it


inner = through(look())
outer = through(inner)
print(next(outer))  # expect: 1
print(outer.gi_running, inner.gi_running, inner.gi_suspended)  # expect: False False True
print(inner.gi_frame.f_back, outer.gi_yieldfrom is inner)  # expect: None True
print(next(outer))  # expect: 2
print(seen[:4])  # expect: [True, True, False, True]
print(seen[4:])  # expect: ['generator already executing', 'generator already executing']

# Closed from within the chain, the rest ends with it; from outside, all of it does.
inner.close()
print(inner.gi_frame, list(outer))  # expect: None []
inner = through(look())
outer = through(inner)
next(outer)
outer.close()
print(outer.gi_frame, inner.gi_frame)  # expect: None None

# What is thrown into the middle one doesn't reach the outer one.
inner = through(look())
outer = through(inner)
next(outer)
try:
    inner.throw(KeyError)
except KeyError:
    print(inner.gi_frame, list(outer))  # expect: None []
