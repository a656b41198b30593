import sys

kept = {name: sys.modules.pop(name, None) for name in ('datetime', '_datetime', '_pydatetime')}
sys.modules['_pydatetime'] = None
import datetime

print(datetime.datetime(2024, 2, 29, 12) + datetime.timedelta(days=366))  # expect: 2025-03-01 12:00:00
print(datetime.date.__module__, datetime.UTC)  # expect: datetime UTC
for name in kept:
    sys.modules.pop(name, None)
sys.modules.update({name: module for name, module in kept.items() if module is not None})
