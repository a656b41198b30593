# Keys of one hash are compared in the order in which they came, a plain one with one that has an __eq__ of its own, too.
class Key:
    def __init__(self, name, same):
        self.name = name
        self.same = same

    def __hash__(self):
        return 1

    def __eq__(self, other):
        print(self.name, "==", getattr(other, "name", other))
        return self.same


a = Key("a", False)
d = {a: "a", 1: "one"}  # expect: a == 1
print(d[1])
# expect: a == 1
# expect: one
d = {1: "one", a: "a"}  # expect: a == 1
print(d[1])  # expect: one
print(d.get(Key("b", True)))
# expect: b == 1
# expect: one


class Wrapped:
    def __init__(self, target):
        self.target = target

    def __hash__(self):
        return hash(self.target)

    def __eq__(self, other):
        return other is self.target


target = object()
d = {target: "found"}
print(d.get(Wrapped(target)), d.get(Wrapped(object())), {Wrapped(target): "also"}[target])  # expect: found None also
del d[target]
print(Wrapped(target) in d)  # expect: False
