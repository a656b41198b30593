# What is bound is marked with a `$` and left out of the signature.
import inspect

print(len.__text_signature__)  # expect: ($module, obj, /)
print(globals.__text_signature__)  # expect: ($module, /)
print(print.__text_signature__)  # expect: ($module, /, *args, sep=' ', end='\n', file=None, flush=False)
print(dict.fromkeys.__text_signature__)  # expect: ($type, iterable, value=None, /)
print(object.__new__.__text_signature__)  # expect: ($type, *args, **kwargs)
print(list.append.__text_signature__)  # expect: ($self, object, /)
print(inspect.signature(len), inspect.signature(globals))  # expect: (obj, /) ()
print(inspect.signature(dict.fromkeys))  # expect: (iterable, value=None, /)
print(inspect.signature(object.__new__))  # expect: (*args, **kwargs)
