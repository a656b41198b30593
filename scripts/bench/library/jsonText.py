# JSON written and read: 5,000 records, four times.
import json
from time import perf_counter

records = [{'id': i, 'name': f'item {i}', 'price': i * 1.25, 'tags': ['a', 'b', str(i)], 'old': None} for i in range(5000)]

start = perf_counter()
for _ in range(4):
    assert json.loads(json.dumps(records)) == records
print(perf_counter() - start)
