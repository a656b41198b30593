# What can become the class or a base of what is told by what their objects are made of.
class Meta(type):
    pass


class D(metaclass=Meta):
    pass


class Plain:
    pass


class X(Exception):
    pass


class L(list):
    pass


def attempt(f, *args):
    try:
        print(f(*args))
    except TypeError as e:
        print(e)


attempt(setattr, D, "__class__", D)  # expect: __class__ assignment: 'D' object layout differs from 'Meta'
attempt(setattr, Plain, "__class__", D)  # expect: __class__ assignment only supported for mutable types or ModuleType subclasses
attempt(setattr, Plain, "__class__", Meta)
# expect: __class__ assignment only supported for mutable types or ModuleType subclasses
attempt(setattr, Plain, "__bases__", (type,))  # expect: __bases__ assignment: 'type' deallocator differs from 'object'
attempt(setattr, Plain, "__bases__", (list,))  # expect: __bases__ assignment: 'list' deallocator differs from 'object'
attempt(setattr, X, "__bases__", (object,))  # expect: __bases__ assignment: 'object' deallocator differs from 'Exception'
attempt(setattr, X, "__bases__", (D,))  # expect: __bases__ assignment: 'D' object layout differs from 'Exception'
attempt(setattr, L, "__bases__", (dict,))  # expect: __bases__ assignment: 'dict' object layout differs from 'list'
attempt(setattr, L, "__bases__", (str,))  # expect: __bases__ assignment: 'str' deallocator differs from 'list'
attempt(setattr, X, "__bases__", (ValueError,))  # expect: None
