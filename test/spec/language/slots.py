class C:
    __slots__ = ('a', 'b')
c = C()
c.a = 1
print(c.a)  # expect: 1
try:
    c.z = 1
except AttributeError as e:
    print(e)  # expect: 'C' object has no attribute 'z' and no __dict__ for setting new attributes
try:
    c.b
except AttributeError as e:
    print(e)  # expect: 'C' object has no attribute 'b'
