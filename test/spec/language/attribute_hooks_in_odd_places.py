class Evil:
    def __hash__(self): return hash("attr")

    def __eq__(self, other):
        del Owner.attr
        return False


class Descr:
    def __get__(self, obj, cls=None): return "got"


class Owner:
    attr = Descr()


o = Owner()
o.__dict__[Evil()] = 0
print(o.attr)  # expect: got
print(hasattr(o, "attr"))  # expect: False


class Vanishing:
    def __getattr__(self, name): raise AttributeError("from getattr: " + name)

    def __getattribute__(self, name):
        del Vanishing.__getattr__
        raise AttributeError(name)


try:
    Vanishing().x
except AttributeError as e:
    print(e)  # expect: from getattr: x


def fails(self): raise AttributeError("lookup")


class NoEq:
    __eq__ = property(fails)


print(NoEq() == NoEq())  # expect: False


class WrongOwner(int):
    __eq__ = str.__eq__
    __add__ = str.__add__


for op in ("__eq__", "__add__"):
    try:
        getattr(WrongOwner, op)(WrongOwner(), WrongOwner())
    except TypeError as e:
        print(e)
# expect: descriptor '__eq__' requires a 'str' object but received a 'WrongOwner'
# expect: descriptor '__add__' requires a 'str' object but received a 'WrongOwner'
try:
    print(WrongOwner() == WrongOwner())
except TypeError as e:
    print(e)  # expect: descriptor '__eq__' requires a 'str' object but received a 'WrongOwner'
