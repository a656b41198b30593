import types


class Base: pass
class Meta(Base, type): pass
class C(metaclass=Meta): pass
class Module(Base, types.ModuleType): pass


print(Meta.__base__)  # expect: <class 'type'>
for x in C, Module("m"):
    try:
        Base.__dict__["__dict__"].__set__(x, {})
    except (AttributeError, TypeError) as e:
        print(type(e).__name__)
# expect: AttributeError
# expect: AttributeError
