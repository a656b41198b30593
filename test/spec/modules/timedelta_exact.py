# Sums of ints and floats are exact; what is less than a microsecond is rounded once, to the even one of two.
from datetime import timedelta

print(timedelta(microseconds=0.5), timedelta(microseconds=1.5), timedelta(microseconds=-2.5))
# expect: 0:00:00 0:00:00.000002 -1 day, 23:59:59.999998
print(timedelta(days=1 / 3), timedelta(hours=0.1, minutes=0.7, weeks=0.3))  # expect: 8:00:00 2 days, 2:30:42
print(timedelta(days=999999999, seconds=86399, microseconds=999999) == timedelta.max)  # expect: True
print(timedelta.max // timedelta.resolution, timedelta.max / timedelta.resolution)
# expect: 86399999999999999999 8.64e+19
print(timedelta(microseconds=3) / 2, timedelta(microseconds=5) * 0.5, timedelta(microseconds=-3) // 2)
# expect: 0:00:00.000002 0:00:00.000002 -1 day, 23:59:59.999998
print(divmod(timedelta(5), timedelta(-2, 7)), timedelta(5) % timedelta(2))
# expect: (-3, datetime.timedelta(days=-1, seconds=21)) 1 day, 0:00:00
print(repr(timedelta(-1, 5)), str(timedelta(-1, 5)), str(timedelta(2, 3661, 7)), repr(timedelta()))
# expect: datetime.timedelta(days=-1, seconds=5) -1 day, 0:00:05 2 days, 1:01:01.000007 datetime.timedelta(0)
print(hash(timedelta(1, 2, 3)) == hash((1, 2, 3)), timedelta.min.total_seconds())  # expect: True -86399999913600.0
for make in [
    lambda: timedelta.max + timedelta.resolution,
    lambda: -timedelta.max,
    lambda: timedelta(days=10**400),
    lambda: timedelta(days=float('nan')),
    lambda: timedelta(1) * float('inf'),
    lambda: timedelta(hours='1'),
    lambda: timedelta(1) + 1,
]:
    try:
        print(make())
    except (OverflowError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
# expect: OverflowError days=1000000000; must have magnitude <= 999999999
# expect: OverflowError days=-1000000000; must have magnitude <= 999999999
# expect: OverflowError Python int too large to convert to C int
# expect: ValueError cannot convert float NaN to integer
# expect: OverflowError cannot convert Infinity to integer ratio
# expect: TypeError unsupported type for timedelta hours component: str
# expect: TypeError unsupported operand type(s) for +: 'datetime.timedelta' and 'int'
