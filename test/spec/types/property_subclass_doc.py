class P(property):
    """of the class"""


def getter(self):
    """of the getter"""


print(P(getter).__doc__, P(getter, doc="given").__doc__, P().__doc__)  # expect: of the getter given None


class Slotted(property):
    __slots__ = ()


print(Slotted(doc="dropped").__doc__)  # expect: None
try:
    Slotted(getter)
except AttributeError as e:
    print(type(e).__name__)  # expect: AttributeError
