# Signatures of builtin callables: what a call fills in itself, names of default values, and those that have none.
import inspect, marshal, types, zlib


def shown(f):
    try:
        return str(inspect.signature(f))
    except ValueError:
        return "none"


print(len.__text_signature__, print.__text_signature__, globals.__text_signature__)  # expect: ($module, obj, /) ($module, /, *args, sep=' ', end='\n', file=None, flush=False) ($module, /)
print(int.from_bytes.__text_signature__, dict.fromkeys.__text_signature__, object.__new__.__text_signature__)  # expect: ($type, /, bytes, byteorder='big', *, signed=False) ($type, iterable, value=None, /) ($type, *args, **kwargs)
print(str.count.__text_signature__, bytes.endswith.__text_signature__, "".join.__text_signature__)  # expect: ($self, sub[, start[, end]], /) ($self, suffix[, start[, end]], /) ($self, iterable, /)
print(getattr.__text_signature__, dict.update.__text_signature__, min.__text_signature__)  # expect: None None None
print(shown(zlib.decompress), shown(abs), shown(list.index), shown(slice.indices))  # expect: (data, /, wbits=15, bufsize=16384) (x, /) (self, value, start=0, stop=9223372036854775807, /) (self, object, /)
print(shown(next), shown(vars), shown(str.find), shown(str.maketrans))  # expect: none none none none
print(shown(types.CodeType)[:49])  # expect: (argcount, posonlyargcount, kwonlyargcount, nloca
