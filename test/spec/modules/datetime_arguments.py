# Wrong arguments, in CPython's words.
from datetime import date, datetime, time, timedelta, timezone

for make in [
    lambda: date(2020),
    lambda: date(2020, 1, 1, 1),
    lambda: date('2020'),
    lambda: datetime(2020, 1, 1, 0, 0, 0, 0, None, 1),
    lambda: datetime(2020, 1, 1, mins=5),
    lambda: time(1, hour=2),
    lambda: date(2**70, 1, 1),
    lambda: timezone(5),
    lambda: timezone.utc.utcoffset(5),
    lambda: datetime.combine(1, time()),
    lambda: date.fromisoformat(5),
    lambda: date.fromordinal(0),
    lambda: date.max + timedelta(1),
    lambda: date(2020, 1, 1) - datetime(2020, 1, 1),
    lambda: date(2020, 1, 1) < datetime(2020, 1, 1),
    lambda: datetime(2020, 1, 1) - datetime(2020, 1, 1, tzinfo=timezone.utc),
    lambda: datetime(2020, 1, 1).isoformat(timespec='x'),
    lambda: datetime.strptime('2020', 5),
    lambda: datetime.fromtimestamp(1e20),
]:
    try:
        print(make())
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)
# expect: TypeError function missing required argument 'month' (pos 2)
# expect: TypeError function takes at most 3 arguments (4 given)
# expect: TypeError 'str' object cannot be interpreted as an integer
# expect: TypeError function takes at most 8 positional arguments (9 given)
# expect: TypeError this function got an unexpected keyword argument 'mins'
# expect: TypeError argument for function given by name ('hour') and position (1)
# expect: OverflowError Python int too large to convert to C long
# expect: TypeError timezone() argument 1 must be datetime.timedelta, not int
# expect: TypeError utcoffset(dt) argument must be a datetime instance or None, not int
# expect: TypeError combine() argument 1 must be datetime.date, not int
# expect: TypeError fromisoformat: argument must be str
# expect: ValueError ordinal must be >= 1
# expect: OverflowError date value out of range
# expect: TypeError unsupported operand type(s) for -: 'datetime.date' and 'datetime.datetime'
# expect: TypeError '<' not supported between instances of 'datetime.date' and 'datetime.datetime'
# expect: TypeError can't subtract offset-naive and offset-aware datetimes
# expect: ValueError Unknown timespec value
# expect: TypeError strptime() argument 2 must be str, not int
# expect: OverflowError timestamp out of range for platform time_t
