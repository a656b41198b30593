# A time that the clock shows twice: its two moments, what it is equal to, its hash (PEP 495).
from datetime import datetime, timedelta, timezone, tzinfo


class Back(tzinfo):
    """One hour ahead, and for the second time not."""

    def utcoffset(self, dt):
        return timedelta(hours=0 if dt.fold else 1)

    def dst(self, dt):
        return timedelta(hours=0 if dt.fold else 1)

    def tzname(self, dt):
        return 'winter' if dt.fold else 'summer'


first = datetime(2020, 10, 25, 1, 30, tzinfo=Back())
second = first.replace(fold=1)
print(first.timestamp(), second.timestamp())  # expect: 1603585800.0 1603589400.0
print(first == second, hash(first) == hash(second))  # expect: True True
print(first == first.astimezone(timezone.utc), second == second.astimezone(timezone.utc))  # expect: False False
print(second - first, second.astimezone(timezone.utc) - first.astimezone(timezone.utc))  # expect: 0:00:00 1:00:00
print(first.strftime('%H:%M %Z %z'), second.strftime('%H:%M %Z %:z'))  # expect: 01:30 summer +0100 01:30 winter +00:00
print(second.time(), repr(second.time()), second.timetuple().tm_isdst)
# expect: 01:30:00 datetime.time(1, 30, fold=1) 0
try:
    print(first < datetime(2020, 1, 1))
except TypeError as e:
    print(e)
# expect: can't compare offset-naive and offset-aware datetimes
print(first == datetime(2020, 10, 25, 1, 30))  # expect: False
