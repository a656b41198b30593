# Attributes in code that runs often: what changes after it has been compiled still counts.


class Plain:
    shared = "class"

    def name(self):
        return "Plain"


class Other:
    shared = "other class"

    def __init__(self):
        self.x = "other"

    def name(self):
        return "Other"


class Slotted:
    __slots__ = ("x",)


class WithProperty:
    shared = 0

    @property
    def x(self):
        return "property"

    def name(self):
        return "WithProperty"


def x(o):
    return o.x


def shared(o):
    return o.shared


def name(o):
    return o.name()


def store(o, v):
    o.x = v


plain, other, slotted, prop = Plain(), Other(), Slotted(), WithProperty()
for i in range(300):
    shared(plain)
    name(plain)
    store(plain, i)
    x(plain)
print(plain.x)  # expect: 299

# An instance's own attribute hides the class's, whatever its dictionary is like.
odd = Plain()
odd.__dict__[1] = 2
odd.shared = "own"
odd.name = lambda: "own name"
print(shared(odd), name(odd))  # expect: own own name

for i in range(300):
    for o in (plain, other, prop):
        shared(o)
        name(o)
        x(o)
    for o in (plain, other, slotted):
        store(o, i)
print([x(o) for o in (plain, other, slotted, prop)])  # expect: [299, 299, 299, 'property']
print([name(o) for o in (plain, other, prop)])  # expect: ['Plain', 'Other', 'WithProperty']

del slotted.x
try:
    x(slotted)
except AttributeError as e:
    print(e)  # expect: 'Slotted' object has no attribute 'x'
del plain.x
try:
    x(plain)
except AttributeError as e:
    print(e)  # expect: 'Plain' object has no attribute 'x'
try:
    store(prop, 1)
except AttributeError as e:
    print(e)  # expect: property 'x' of 'WithProperty' object has no setter

# The class changes.
Plain.x = property(lambda self: "now a property", lambda self, v: print("set", v))
print(x(plain))  # expect: now a property
store(plain, 7)  # expect: set 7
Other.name = lambda self: "renamed"
print(name(other))  # expect: renamed
other.__class__ = Plain
print(name(other), shared(other), x(other))  # expect: Plain class now a property
