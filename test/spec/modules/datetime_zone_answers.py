# What a tzinfo may answer.
from datetime import datetime, timedelta, tzinfo


class Odd(tzinfo):
    def __init__(self, answer):
        self.answer = answer

    def utcoffset(self, dt):
        return self.answer

    dst = tzname = utcoffset


for answer in [None, timedelta(hours=-1, seconds=-5), 60, 'east']:
    moment = datetime(2020, 1, 1, tzinfo=Odd(answer))
    for ask in [moment.utcoffset, moment.dst, moment.tzname, moment.isoformat]:
        try:
            print(ask())
        except TypeError as e:
            print(e)
# expect: None
# expect: None
# expect: None
# expect: 2020-01-01T00:00:00
# expect: -1 day, 22:59:55
# expect: -1 day, 22:59:55
# expect: tzinfo.tzname() must return None or a string, not 'datetime.timedelta'
# expect: 2020-01-01T00:00:00-01:00:05
# expect: tzinfo.utcoffset() must return None or timedelta, not 'int'
# expect: tzinfo.dst() must return None or timedelta, not 'int'
# expect: tzinfo.tzname() must return None or a string, not 'int'
# expect: tzinfo.utcoffset() must return None or timedelta, not 'int'
# expect: tzinfo.utcoffset() must return None or timedelta, not 'str'
# expect: tzinfo.dst() must return None or timedelta, not 'str'
# expect: east
# expect: tzinfo.utcoffset() must return None or timedelta, not 'str'
bare = tzinfo()
try:
    datetime(2020, 1, 1, tzinfo=bare).utcoffset()
except NotImplementedError as e:
    print(e)
# expect: a tzinfo subclass must implement utcoffset()
try:
    datetime(2020, 1, 1, tzinfo=60)
except TypeError as e:
    print(e)
# expect: tzinfo argument must be None or of a tzinfo subclass, not type 'int'
