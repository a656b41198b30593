# Coroutines made in one place have the origin of their own callers, as deep as it is tracked then.
import sys


async def nothing():
    pass


def make():
    return nothing()


def first():
    return make()


def second():
    return make()


def names(c):
    c.close()
    return [name for _, _, name in c.cr_origin]


sys.set_coroutine_origin_tracking_depth(2)
for f in (first, first, second, first, make):
    print(names(f()))
# expect: ['make', 'first']
# expect: ['make', 'first']
# expect: ['make', 'second']
# expect: ['make', 'first']
# expect: ['make', '<module>']
sys.set_coroutine_origin_tracking_depth(1)
print(names(first()))  # expect: ['make']
sys.set_coroutine_origin_tracking_depth(3)
print(names(first()), names(make())[:2])  # expect: ['make', 'first', '<module>'] ['make', '<module>']
two = [nothing(), nothing()]
print([c.cr_origin[0][1] == two[0].cr_origin[0][1] for c in two])  # expect: [True, True]
c, d = nothing(), (
    nothing())
print(d.cr_origin[0][1] - c.cr_origin[0][1])  # expect: 1
for x in (*two, c, d):
    x.close()
sys.set_coroutine_origin_tracking_depth(0)
