# Records pickled and read again, with the protocols 0 and 5.
import pickle
from time import perf_counter

records = [{'id': i, 'name': f'item {i}', 'price': i * 1.25, 'tags': ['a', 'b', str(i)]} for i in range(5000)]

start = perf_counter()
for protocol in (0, 5, 5):
    assert pickle.loads(pickle.dumps(records, protocol)) == records
print(perf_counter() - start)
