# packages: sortedcontainers
import random

from sortedcontainers import SortedDict, SortedKeyList, SortedList, SortedSet

random.seed(7)
numbers = [random.randrange(1000) for _ in range(3000)]
s = SortedList(numbers)
print(list(s) == sorted(numbers), s[0] <= s[-1], s.bisect_left(500) == sum(n < 500 for n in numbers))
# expect: True True True
for n in numbers[:1500]:
    s.remove(n)
print(list(s) == sorted(numbers[1500:]))  # expect: True
d = SortedDict({'b': 2, 'a': 1})
d['c'] = 0
print(d, d.peekitem(0), list(d.irange('b')))  # expect: SortedDict({'a': 1, 'b': 2, 'c': 0}) ('a', 1) ['b', 'c']
k = SortedKeyList([3, 1, 2], key=lambda n: -n)
k.add(5)
print(k[0], list(k))  # expect: 5 [5, 3, 2, 1]
t = SortedSet([3, 1, 2]) & {2, 3}
print(t)  # expect: SortedSet([2, 3])
