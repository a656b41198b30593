# Types that CPython's C code does not let be base classes.
import bz2
import functools
import itertools
import lzma
import operator
import json.encoder
import json.scanner


def subclass(t):
    try:
        type('Sub', (t,), {})
    except TypeError as e:
        return e
    return 'subclassed'


print(subclass(itertools._tee))  # expect: type 'itertools._tee' is not an acceptable base type
print(subclass(itertools._grouper))  # expect: type 'itertools._grouper' is not an acceptable base type
print(subclass(functools._lru_cache_wrapper))  # expect: type 'functools._lru_cache_wrapper' is not an acceptable base type
print(subclass(operator.itemgetter))  # expect: type 'operator.itemgetter' is not an acceptable base type
print(subclass(operator.methodcaller))  # expect: type 'operator.methodcaller' is not an acceptable base type
print(subclass(bz2.BZ2Compressor))  # expect: type '_bz2.BZ2Compressor' is not an acceptable base type
print(subclass(lzma.LZMADecompressor))  # expect: type '_lzma.LZMADecompressor' is not an acceptable base type
print(subclass(json.encoder.c_make_encoder))  # expect: type '_json.Encoder' is not an acceptable base type
print(subclass(json.scanner.c_make_scanner))  # expect: type '_json.Scanner' is not an acceptable base type
print(subclass(type(int.__add__)))  # expect: type 'wrapper_descriptor' is not an acceptable base type
print(subclass(type((1).__add__)))  # expect: type 'method-wrapper' is not an acceptable base type
print(subclass(type(int.real)))  # expect: type 'getset_descriptor' is not an acceptable base type
print(subclass(itertools.count))  # expect: subclassed
