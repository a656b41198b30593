# Attributes that are fields of a C structure are member descriptors.
import inspect, functools, re, sys, time, types
from collections import defaultdict

for t, names in [
    (functools.partial, "func args keywords"),
    (defaultdict, "default_factory"),
    (re.Pattern, "pattern flags groups"),
    (time.struct_time, "tm_year tm_zone"),
    (type(sys.flags), "debug"),
    (UnicodeDecodeError, "encoding object start end reason"),
    (types.GenericAlias, "__origin__ __args__"),
    (types.MethodDescriptorType, "__objclass__ __name__"),
]:
    assert all(inspect.ismemberdescriptor(vars(t)[n]) for n in names.split()), t


def refuse(obj, name):
    try:
        setattr(obj, name, 1)
    except AttributeError as e:
        return e


print(refuse(functools.partial(print), "func"))  # expect: readonly attribute
print(refuse(sys.flags, "debug"))  # expect: readonly attribute
