# An empty slot tells its class with the module; one that is deleted twice, its name alone.
namespace = {"__name__": "elsewhere"}
exec("class X:\n __slots__ = ('a',)", namespace)
x = namespace["X"]()
try:
    x.a
except AttributeError as e:
    print(e)  # expect: 'elsewhere.X' object has no attribute 'a'
try:
    del x.a
except AttributeError as e:
    print(e)  # expect: a
