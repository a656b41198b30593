# Dates read, added to, compared and printed.
from datetime import datetime, timedelta
from time import perf_counter

start = perf_counter()
moment = datetime.fromisoformat('2024-02-28T23:30:00')
step = timedelta(minutes=37, microseconds=5)
seen = set()
for _ in range(20_000):
    moment += step
    seen.add(moment.date())
    assert datetime.fromisoformat(moment.isoformat()) == moment
    moment.strftime('%Y-%m-%d %H:%M')
assert len(seen) == 514, len(seen)
print(perf_counter() - start)
