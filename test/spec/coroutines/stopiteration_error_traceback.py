# The RuntimeError that replaces a StopIteration has no entry of the generator in its traceback; its cause has.
def f():
    yield
    raise StopIteration


g = f()
next(g)
try:
    next(g)
except RuntimeError as e:
    print(e, e.__traceback__.tb_next)  # expect: generator raised StopIteration None
    print(e.__cause__.__traceback__.tb_lineno)  # expect: 4
