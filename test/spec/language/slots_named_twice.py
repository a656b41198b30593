# A name may stand twice in __slots__; behind what has no fixed size nothing may stand at all.
class Twice:
    __slots__ = ("s", "s")


print(Twice.s)  # expect: <member 's' of 'Twice' objects>
for base in (tuple, int, bytes, type):
    try:
        type("Sub", (base,), {"__slots__": ("__dict__",)})
    except TypeError as e:
        print(e)
# expect: nonempty __slots__ not supported for subtype of 'tuple'
# expect: nonempty __slots__ not supported for subtype of 'int'
# expect: nonempty __slots__ not supported for subtype of 'bytes'
# expect: nonempty __slots__ not supported for subtype of 'type'
