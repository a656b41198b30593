# Random numbers, choices and shuffles.
import random
from time import perf_counter

start = perf_counter()
r = random.Random(5)
sum(r.random() for _ in range(200_000))
sum(r.randrange(1000) for _ in range(50_000))
items = list(range(20_000))
r.shuffle(items)
r.sample(items, 5000)
r.choices(items, k=20_000)
print(perf_counter() - start)
