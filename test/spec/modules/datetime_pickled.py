# The bytes in a pickle, with fold in the month or hour from protocol 4 on.
import copy
import pickle
from datetime import date, datetime, time, timedelta, timezone

moment = datetime(2020, 10, 25, 1, 30, 5, 70000, timezone.utc, fold=1)
print(moment.__reduce_ex__(3))
# expect: (<class 'datetime.datetime'>, (b'\x07\xe4\n\x19\x01\x1e\x05\x01\x11p', datetime.timezone.utc))
print(moment.__reduce_ex__(4))
# expect: (<class 'datetime.datetime'>, (b'\x07\xe4\x8a\x19\x01\x1e\x05\x01\x11p', datetime.timezone.utc))
print(time(1, 30, fold=1).__reduce_ex__(4), date(2020, 10, 25).__reduce__())
# expect: (<class 'datetime.time'>, (b'\x81\x1e\x00\x00\x00\x00',)) (<class 'datetime.date'>, (b'\x07\xe4\n\x19',))
print(timedelta(1, 2, 3).__reduce__(), timezone.utc.__reduce__())
# expect: (<class 'datetime.timedelta'>, (1, 2, 3)) (<class 'datetime.timezone'>, (datetime.timedelta(0),), None)
for protocol in 0, 2, 5:
    print(pickle.loads(pickle.dumps(moment, protocol)), pickle.loads(pickle.dumps(moment, protocol)).fold)
# expect: 2020-10-25 01:30:05.070000+00:00 0
# expect: 2020-10-25 01:30:05.070000+00:00 0
# expect: 2020-10-25 01:30:05.070000+00:00 1
print(copy.deepcopy(timezone.utc) is timezone.utc, pickle.loads(pickle.dumps(timezone.utc)) is timezone.utc)
# expect: True True
old = b"cdatetime\ndatetime\n(S'\\x07\\xe4\\x01\\x02\\x03\\x04\\x05\\x00\\x00\\x06'\ntR."
print(pickle.loads(old, encoding='latin1'))  # expect: 2020-01-02 03:04:05.000006
try:
    datetime('\x07\u1234\x01\x02\x03\x04\x05\x00\x00\x06')
except ValueError as e:
    print(e)
# expect: Failed to encode latin1 string when unpickling a datetime object. pickle.load(data, encoding='latin1') is assumed.
