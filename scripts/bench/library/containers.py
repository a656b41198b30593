# Counters, deques, named tuples and default dicts, and itertools to feed them.
import itertools
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from time import perf_counter

Point = namedtuple('Point', 'x y')

start = perf_counter()
words = [f'w{i * i % 997}' for i in range(100_000)]
assert Counter(words).most_common(1)[0][1] > 100
groups = defaultdict(list)
for i, word in enumerate(words):
    groups[word].append(i)
last = deque(maxlen=100)
for word in itertools.chain(words, itertools.islice(itertools.cycle(words), 50_000)):
    last.append(word)
sum(p.x * p.y for p in itertools.starmap(Point, zip(range(50_000), itertools.count(1))))
order = OrderedDict.fromkeys(words)
for word in words[:20_000]:
    order.move_to_end(word)
for _, group in itertools.groupby(sorted(words)):
    len(list(group))
sum(a < b for a, b in itertools.combinations(range(400), 2))
print(perf_counter() - start)
