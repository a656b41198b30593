# A log of 10,000 lines searched, split and rewritten.
import re
from time import perf_counter

log = '\n'.join(f'2024-05-{i % 28 + 1:02} 12:{i % 60:02}:07 [{"INFO" if i % 3 else "WARN"}] user{i}@example.org did x={i}' for i in range(10_000))

start = perf_counter()
line = re.compile(r'^(\d+)-(\d+)-(\d+) (\S+) \[(\w+)\] (?P<who>[\w.]+)@([\w.]+) .*?x=(\d+)$', re.MULTILINE)
assert sum(int(m[8]) for m in line.finditer(log)) == sum(range(10_000))
assert len(re.findall(r'WARN|ERROR', log)) == 3334
assert len(re.split(r'\s+', log)) == 60_000
assert re.sub(r'user(\d+)', lambda m: f'u{m[1]}', log).count('user') == 0
print(perf_counter() - start)
