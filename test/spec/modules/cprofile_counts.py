import cProfile
import pstats


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def work():
    numbers = []
    for _ in range(3):
        numbers.append(fib(5))
    return max(numbers)


def squares(n):
    for i in range(n):
        yield i * i


profile = cProfile.Profile()
profile.enable()
work()
sum(squares(3))
profile.disable()
stats = pstats.Stats(profile).stats
calls = {name.partition(' at ')[0]: (total, primitive) for (_, _, name), (primitive, total, *_) in stats.items()}
print(calls['fib'], calls['work'], calls['squares'])  # expect: (45, 3) (1, 1) (4, 4)
print(calls["<method 'append' of 'list' objects>"], calls['<built-in method builtins.max>'])  # expect: (3, 3) (1, 1)
callers = {name: from_ for (_, _, name), (*_, from_) in stats.items()}
print(sorted((name, counts[:2]) for (_, _, name), counts in callers['fib'].items()))  # expect: [('fib', (42, 6)), ('work', (3, 3))]
ticks = iter(range(100))
profile = cProfile.Profile(lambda: next(ticks), 0.5)
profile.runcall(fib, 1)
print([(e.code.co_name, e.totaltime, e.inlinetime) for e in profile.getstats() if not isinstance(e.code, str)])  # expect: [('fib', 0.5, 0.5)]
first = cProfile.Profile()
first.enable()
try:
    cProfile.Profile().enable()
except ValueError as e:
    print(e)  # expect: Another profiling tool is already active
first.disable()
