# Data classes made, compared, sorted and turned into dicts.
from dataclasses import asdict, dataclass, field, replace
from time import perf_counter


@dataclass(order=True)
class Item:
    rank: int
    name: str
    tags: list = field(default_factory=list)


start = perf_counter()
items = [Item(i * 7919 % 10_007, f'n{i}') for i in range(10_000)]
items.sort()
assert replace(items[0], name='x') != items[0]
assert len([asdict(item) for item in items]) == len({repr(item) for item in items})
print(perf_counter() - start)
