import time
from datetime import datetime, timedelta

print(time.gmtime(-62135596800)[:3])  # expect: (1, 1, 1)
print(time.gmtime(1e12)[:6])  # expect: (33658, 9, 27, 1, 46, 40)
print(time.gmtime(-1e13)[:8])  # expect: (-314918, 8, 13, 6, 13, 20, 6, 225)
print(datetime(2, 1, 1) == datetime.fromtimestamp(datetime(2, 1, 1).timestamp()))  # expect: True
for seconds in (1e300, float('nan')):
    try:
        time.gmtime(seconds)
    except (OverflowError, ValueError) as e:
        kind = type(e).__name__
print(kind)  # expect: ValueError
