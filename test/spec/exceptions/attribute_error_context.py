class Plain:
    def __getattr__(self, name):
        raise AttributeError("none")


class Named:
    def __getattribute__(self, name):
        raise AttributeError("none", name="other")


for make in Plain, Named:
    it = make()
    try:
        it.some
    except AttributeError as e:
        print(e.name, e.obj is it)
# expect: some True
# expect: other False


def unbound():
    try:
        x
    except UnboundLocalError as e:
        return e.name
    x = 1


print(unbound())  # expect: None
