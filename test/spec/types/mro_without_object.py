# A metaclass's mro() may leave `object` out, or put the class last: what is found is what is in it.
class Alone(type):
    def mro(cls):
        return [cls]


class Backwards(type):
    def mro(cls):
        return type.mro(cls)[::-1]


class A(metaclass=Alone):
    p = 5


print(A.__mro__ == (A,), A.p)  # expect: True 5
try:
    A()
except TypeError as e:
    print(e)  # expect: cannot create 'A' instances
try:
    class B(metaclass=Backwards, tag=1):
        pass
except TypeError as e:
    print(e)  # expect: super.__init_subclass__() takes no keyword arguments


class C(metaclass=Backwards):
    def __init_subclass__(cls, **kwargs):
        print("never called")


print(C.__mro__ == (object, C))  # expect: True
