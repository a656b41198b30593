import os
import time

kept = os.environ.get('TZ')
summer = 1720000000
winter = 1700000000
for zone in 'EST+05EDT,M3.2.0,M11.1.0', 'CET-1CEST,M3.5.0,M10.5.0/3', 'UTC+0', 'AEST-10AEDT-11,M10.1.0,M4.1.0/3':
    os.environ['TZ'] = zone
    time.tzset()
    print(time.tzname, time.timezone, time.altzone, time.daylight)
    print(time.strftime('%F %T %Z', time.localtime(summer)), time.localtime(winter)[:6], time.localtime(winter).tm_isdst)
    print([time.mktime(time.localtime(t)) == t for t in (summer, winter, 1730624400, 1730628000)])
# expect: ('EST', 'EDT') 18000 14400 1
# expect: 2024-07-03 05:46:40 EDT (2023, 11, 14, 17, 13, 20) 0
# expect: [True, True, True, True]
# expect: ('CET', 'CEST') -3600 -7200 1
# expect: 2024-07-03 11:46:40 CEST (2023, 11, 14, 23, 13, 20) 0
# expect: [True, True, True, True]
# expect: ('UTC', 'UTC') 0 0 0
# expect: 2024-07-03 09:46:40 UTC (2023, 11, 14, 22, 13, 20) 0
# expect: [True, True, True, True]
# expect: ('AEST', 'AEDT') -36000 -39600 1
# expect: 2024-07-03 19:46:40 AEST (2023, 11, 15, 9, 13, 20) 1
# expect: [True, True, True, True]
if kept is None:
    del os.environ['TZ']
else:
    os.environ['TZ'] = kept
time.tzset()
