# Of a class derived from datetime, operations make instances by calling it; of one derived from timedelta they don't.
from datetime import date, datetime, time, timedelta, timezone


class Stamp(datetime):
    def __new__(cls, *args, **kwargs):
        print('new', args, kwargs)
        return super().__new__(cls, *args, **kwargs)


class Span(timedelta):
    pass


stamp = Stamp(2020, 1, 2, 3, fold=1)
# expect: new (2020, 1, 2, 3) {'fold': 1}
print(type(stamp + timedelta(1)).__name__)
# expect: new (2020, 1, 3, 3, 0, 0, 0, None) {}
# expect: Stamp
print(type(stamp.replace(hour=4)).__name__)
# expect: new (2020, 1, 2, 4, 0, 0, 0, None) {'fold': 1}
# expect: Stamp
print(type(Stamp.combine(date(2020, 1, 1), time(1, fold=1))).__name__)
# expect: new (2020, 1, 1, 1, 0, 0, 0, None) {'fold': 1}
# expect: Stamp
print(type(Stamp.fromisoformat('2020-01-01')).__name__)
# expect: new (2020, 1, 1, 0, 0, 0, 0, None) {}
# expect: Stamp
print(type(Stamp.fromordinal(5)).__name__)
# expect: new (1, 1, 5) {}
# expect: Stamp
print(type(Stamp.fromtimestamp(0, timezone.utc)).__name__)
# expect: new (1970, 1, 1, 0, 0, 0, 0, datetime.timezone.utc) {}
# expect: new (1970, 1, 1, 0, 0, 0, 0, datetime.timezone.utc) {}
# expect: Stamp
print(type(stamp.date()), type(stamp.time()))  # expect: <class 'datetime.date'> <class 'datetime.time'>
print(type(Span(1) + Span(2)), type(-Span(1)), type(Span(1) * 2), repr(Span(1)))
# expect: <class 'datetime.timedelta'> <class 'datetime.timedelta'> <class 'datetime.timedelta'> Span(days=1)
