# A deleted attribute is gone for code that has read it often; added again, it comes last.


class Thing:
    kind = "class"

    def __init__(self):
        self.a = 1
        self.kind = "own"
        self.b = 2


def kind(t):
    return t.kind


things = [Thing() for _ in range(200)]
print({kind(t) for t in things})  # expect: {'own'}
for t in things:
    del t.kind
print({kind(t) for t in things})  # expect: {'class'}
things[0].kind = "again"
print(kind(things[0]), list(vars(things[0])))  # expect: again ['a', 'b', 'kind']
try:
    del things[1].kind
except AttributeError as e:
    print(e)  # expect: 'Thing' object has no attribute 'kind'
del things[2].__dict__
print(kind(things[2]), hasattr(things[2], "a"))  # expect: class False
things[2].c = 3
print(things[2].__dict__)  # expect: {'c': 3}
