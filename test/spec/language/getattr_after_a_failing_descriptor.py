# __getattr__ is asked also where a descriptor raised AttributeError, of instances and of classes.
class Fails:
    def __get__(self, obj, cls):
        raise AttributeError("descriptor")


class Meta(type):
    def __getattr__(cls, name):
        return f"class {name}"


class A(metaclass=Meta):
    d = Fails()

    @property
    def p(self):
        raise AttributeError("property")

    def __getattr__(self, name):
        return f"instance {name}"


def look(x, n):
    return [(x.d, getattr(x, "p", None)) for _ in range(n)][-1]


print(A.d)  # expect: class d
print(look(A(), 300))  # expect: ('instance d', 'instance p')
