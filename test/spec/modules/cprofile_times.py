# The times that a profile gives are seconds.
import cProfile
from time import perf_counter


def work():
    begin = perf_counter()
    numbers = [n * n for n in range(2000)]
    return perf_counter() - begin


profile = cProfile.Profile()
begin = perf_counter()
inside = profile.runcall(work)
outside = perf_counter() - begin
[entry] = [entry for entry in profile.getstats() if entry.code is work.__code__]
print(inside <= entry.totaltime <= outside)  # expect: True
