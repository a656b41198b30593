# What fromisoformat() reads of ISO 8601.
from datetime import date, datetime, time

for text in ['20240229', '2024-W09', '2024W094', '2024-W09-4']:
    print(text, date.fromisoformat(text))
# expect: 20240229 2024-02-29
# expect: 2024-W09 2024-02-26
# expect: 2024W094 2024-02-29
# expect: 2024-W09-4 2024-02-29
for text in ['2024-02-29', '20240229T0102', '2024-W09-4 01', '2024-02-29T01:02:03,5Z', '2024-02-29_01:02:03.1234567-0130']:
    print(text, datetime.fromisoformat(text))
# expect: 2024-02-29 2024-02-29 00:00:00
# expect: 20240229T0102 2024-02-29 01:02:00
# expect: 2024-W09-4 01 2024-02-29 01:00:00
# expect: 2024-02-29T01:02:03,5Z 2024-02-29 01:02:03.500000+00:00
# expect: 2024-02-29_01:02:03.1234567-0130 2024-02-29 01:02:03.123456-01:30
for text in ['T01', '010203', '01:02:03+00:00', '01:02-01:02:03.000004']:
    print(text, repr(time.fromisoformat(text)))
# expect: T01 datetime.time(1, 0)
# expect: 010203 datetime.time(1, 2, 3)
# expect: 01:02:03+00:00 datetime.time(1, 2, 3, tzinfo=datetime.timezone.utc)
# expect: 01:02-01:02:03.000004 datetime.time(1, 2, tzinfo=datetime.timezone(datetime.timedelta(days=-1, seconds=82676, microseconds=999996)))
for read, text in [
    (date.fromisoformat, '2024-W54-1'),
    (date.fromisoformat, '2024-0229'),
    (datetime.fromisoformat, '2024-02-29T'),
    (datetime.fromisoformat, '2024-02-29T01:0203'),
    (datetime.fromisoformat, '２０２４-02-29'),
    (time.fromisoformat, '01:02:03.'),
    (time.fromisoformat, '1'),
]:
    try:
        print(read(text))
    except ValueError as e:
        print(e)
# expect: Invalid isoformat string: '2024-W54-1'
# expect: Invalid isoformat string: '2024-0229'
# expect: Invalid isoformat string: '2024-02-29T'
# expect: Invalid isoformat string: '2024-02-29T01:0203'
# expect: Invalid isoformat string: '２０２４-02-29'
# expect: Invalid isoformat string: '01:02:03.'
# expect: Invalid isoformat string: '1'
