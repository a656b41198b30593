import sys
def first(a):
    print('first', a.__name__)  # expect: first g
sys.set_asyncgen_hooks(firstiter=first)
async def g():
    yield 1
a = g()
a.asend(None)
a.asend(None)
sys.set_asyncgen_hooks(None, None)
