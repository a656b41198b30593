# Of datetime's classes, what shows that CPython's are native.
import datetime
import gc

print(datetime.date(2020, 2, 29).isocalendar())  # expect: datetime.IsoCalendarDate(year=2020, week=9, weekday=6)
print(tuple(datetime.datetime(2021, 1, 3).isocalendar()))  # expect: (2020, 53, 7)
try:

    class Zone(datetime.timezone):
        pass

except TypeError as e:
    print(e)  # expect: type 'datetime.timezone' is not an acceptable base type
try:
    datetime.date.today().nothing = 1
except AttributeError as e:
    print(e)  # expect: 'datetime.date' object has no attribute 'nothing' and no __dict__ for setting new attributes
print(datetime.date, datetime.timedelta.__module__, datetime.time.__name__)  # expect: <class 'datetime.date'> datetime time


class Day(datetime.date):
    pass


print(repr(Day(2020, 1, 1)), type(Day(2020, 1, 1) + datetime.timedelta(1)).__name__)  # expect: Day(2020, 1, 1) Day
try:
    datetime.date.today() + 1
except TypeError as e:
    print(e)  # expect: unsupported operand type(s) for +: 'datetime.date' and 'int'
print([gc.is_tracked(v) for v in (datetime.date, datetime.date.min, datetime.UTC, Day(2020, 1, 1))])
# expect: [False, False, False, True]
