class Meta(type):
    ready = False

    def mro(cls):
        if Meta.ready:
            if cls.__name__ == "B1": B2.__bases__ = (B1,)
            if cls.__name__ == "B2": B1.__bases__ = (B2,)
        return type.mro(cls)


class A(metaclass=Meta): pass
class B1(A): pass
class B2(A): pass


Meta.ready = True
try:
    B1.__bases__ += ()
except TypeError as e:
    print(e)  # expect: a __bases__ item causes an inheritance cycle


class Incomplete(type):
    def mro(cls):
        print(cls.__mro__)
        try:
            if cls.__name__ == "Y":
                class X(cls): pass
        except TypeError as e:
            print(e)
        return type.mro(cls)


class Y(metaclass=Incomplete): pass
# expect: None
# expect: None
# expect: Cannot extend an incomplete type 'Y'
