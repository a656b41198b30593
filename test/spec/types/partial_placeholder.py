# since: 3.14
from functools import partial, Placeholder
p = partial(lambda *a: a, Placeholder, 2, Placeholder, 4)
print(p(1, 3), p(1, 3, 5))  # expect: (1, 2, 3, 4) (1, 2, 3, 4, 5)
try:
    p(1)
except TypeError as e:
    print(e)  # expect: missing positional arguments in 'partial' call; expected at least 2, got 1
