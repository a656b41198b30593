import copy
import pickle
import zlib

for f in (pickle.dumps, copy.copy):
    try:
        f(zlib._ZlibDecompressor())
    except TypeError as e:
        print(e)
# expect: cannot pickle 'zlib._ZlibDecompressor' object
# expect: cannot pickle 'zlib._ZlibDecompressor' object
