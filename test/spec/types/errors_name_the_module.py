# since: 3.14
# Some errors tell a class with its module, and its qualified name.
namespace = {"__name__": "elsewhere"}
exec("class Outer:\n class Inner:\n  __hash__ = None", namespace)
inner = namespace["Outer"].Inner()


def fails(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)


fails(lambda: {inner: 1})  # expect: TypeError cannot use 'elsewhere.Outer.Inner' as a dict key (unhashable type: 'Inner')
fails(lambda: complex(inner))  # expect: TypeError complex() argument must be a string or a number, not elsewhere.Outer.Inner
fails(lambda: complex(real=1, imag=inner))  # expect: TypeError complex() argument 'imag' must be a real number, not elsewhere.Outer.Inner
fails(lambda: "%c" % inner)  # expect: TypeError %c requires an int or a unicode character, not elsewhere.Outer.Inner
fails(lambda: "".replace("a", "b", counts=1))  # expect: TypeError replace() got an unexpected keyword argument 'counts'. Did you mean 'count'?
