import traceback
def f():
    raise ValueError
def g():
    try:
        f()
    except ValueError:
        raise
try:
    g()
except ValueError as e:
    print([t.name for t in traceback.extract_tb(e.__traceback__)])  # expect: ['<module>', 'g', 'f']
