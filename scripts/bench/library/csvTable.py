# A table of 20,000 rows written and read, some of its cells quoted.
import csv
import io
from time import perf_counter

start = perf_counter()
file = io.StringIO()
csv.writer(file).writerows([i, f'name {i}', 'a, "b"', i / 4] for i in range(20_000))
file.seek(0)
assert sum(int(row[0]) for row in csv.reader(file)) == sum(range(20_000))
print(perf_counter() - start)
