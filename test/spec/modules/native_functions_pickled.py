import math
import pickle

for f in (dict.fromkeys, [].append, str.join, math.sin, len, (3).__add__):
    g = pickle.loads(pickle.dumps(f))
    print(g.__name__, g == f or g.__self__ == f.__self__)
# expect: fromkeys True
# expect: append True
# expect: join True
# expect: sin True
# expect: len True
# expect: __add__ True
print(math.sin.__self__ is math, len.__self__.__name__)  # expect: True builtins
