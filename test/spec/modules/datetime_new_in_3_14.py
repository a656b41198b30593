# since: 3.14
# What datetime has since 3.14 or says otherwise: strptime() of date and time, 24:00, limits in the errors.
from datetime import date, datetime, time, timedelta, timezone

print(date.strptime('29.2.24', '%d.%m.%y'))  # expect: 2024-02-29
print(repr(time.strptime('01:02:03.5 +0130', '%H:%M:%S.%f %z')))  # expect: datetime.time(1, 2, 3, 500000, tzinfo=datetime.timezone(datetime.timedelta(seconds=5400)))
print(datetime.fromisoformat('2024-12-31T24:00'), time.fromisoformat('24:00'))  # expect: 2025-01-01 00:00:00 00:00:00
print(date(5, 1, 2).strftime('%Y %G %C %F'))  # expect: 0005 0004 00 0005-01-02
for make in [
    lambda: date(2023, 2, 29),
    lambda: datetime(2023, 1, 1, 24),
    lambda: datetime.fromisoformat('2024-01-01T24:01'),
    lambda: timezone(timedelta(1)),
    lambda: datetime.fromtimestamp('0'),
    lambda: datetime(2023, 1, 1).isoformat('ab'),
    lambda: timedelta(1) / 0,
]:
    try:
        print(make())
    except (TypeError, ValueError, ZeroDivisionError) as e:
        print(e)
# expect: day 29 must be in range 1..28 for month 2 in year 2023
# expect: hour must be in 0..23, not 24
# expect: minute, second, and microsecond must be 0 when hour is 24
# expect: offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not datetime.timedelta(days=1)
# expect: argument must be int or float, not str
# expect: isoformat() argument 1 must be a unicode character, not a string of length 2
# expect: division by zero
