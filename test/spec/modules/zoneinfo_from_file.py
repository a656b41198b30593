import io
import pickle
import struct
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo


def tzif(changes, types, rule):
    """A TZif file: changes are (time, index of type), types (offset, is_dst, name)."""
    names = b"".join(name.encode() + b"\0" for *_, name in types)
    header = b"TZif2" + bytes(15)
    first = header + struct.pack(">6l", 0, 0, 0, 0, 0, 0)
    second = header + struct.pack(">6l", 0, 0, 0, len(changes), len(types), len(names))
    second += b"".join(struct.pack(">q", time) for time, _ in changes) + bytes(i for _, i in changes)
    at = 0
    for offset, is_dst, name in types:
        second += struct.pack(">lbb", offset, is_dst, at)
        at += len(name) + 1
    return io.BytesIO(first + second + names + b"\n" + rule + b"\n")


def show(zone, *when):
    there = datetime(*when, tzinfo=zone)
    for t in (there, there.replace(fold=1)):
        print(t.utcoffset(), t.dst(), t.tzname(), end=" | ")
    utc = datetime(*when, tzinfo=timezone.utc).astimezone(zone)
    print(utc.time(), utc.fold)


types = [(3208, 0, "LMT"), (3600, 0, "CET"), (7200, 1, "CEST")]
spring, autumn = 1111885200, 1130634000  # 2005-03-27 and 2005-10-30, 01:00 UTC
zone = ZoneInfo.from_file(tzif([(-2422054408, 1), (spring, 2), (autumn, 1)], types, b"CET-1CEST,M3.5.0,M10.5.0/3"), key="Test/Zone")
print(zone, zone.key, repr(zone), zone.utcoffset(None))
# expect: Test/Zone Test/Zone zoneinfo.ZoneInfo(key='Test/Zone') None
show(zone, 1850, 1, 1)
# expect: 0:53:28 0:00:00 LMT | 0:53:28 0:00:00 LMT | 00:53:28 0
show(zone, 2005, 3, 27, 2, 30)
# expect: 1:00:00 0:00:00 CET | 2:00:00 1:00:00 CEST | 04:30:00 0
show(zone, 2005, 10, 30, 2, 30)
# expect: 2:00:00 1:00:00 CEST | 1:00:00 0:00:00 CET | 03:30:00 0
show(zone, 2005, 10, 30, 1, 30)
# expect: 2:00:00 1:00:00 CEST | 2:00:00 1:00:00 CEST | 02:30:00 1
show(zone, 2040, 10, 28, 2, 30)
# expect: 2:00:00 1:00:00 CEST | 1:00:00 0:00:00 CET | 03:30:00 0
show(zone, 2040, 10, 28, 1, 30)
# expect: 2:00:00 1:00:00 CEST | 2:00:00 1:00:00 CEST | 02:30:00 1
south = ZoneInfo.from_file(tzif([], [(-10800, 0, "-03")], b"<-03>3<-02>,M10.1.0/0,M2.3.0/0"))
show(south, 2030, 1, 1)
# expect: -1 day, 22:00:00 1:00:00 -02 | -1 day, 22:00:00 1:00:00 -02 | 22:00:00 0
show(south, 2030, 7, 1)
# expect: -1 day, 21:00:00 0:00:00 -03 | -1 day, 21:00:00 0:00:00 -03 | 21:00:00 0
fixed = ZoneInfo.from_file(tzif([], [(3600, 0, "ONE")], b"ONE-1"))
print(fixed.utcoffset(None), fixed.tzname(None), datetime(2030, 1, 1, tzinfo=fixed) - timedelta(hours=1))
# expect: 1:00:00 ONE 2029-12-31 23:00:00+01:00
for rule in (b"CET-1CEST", b"CET-1CEST,M13.5.0,M10.5.0", b"nonsense"):
    try:
        ZoneInfo.from_file(tzif([], [(3600, 0, "ONE")], rule))
    except ValueError as e:
        print(type(e).__name__)
# expect: ValueError
# expect: ValueError
# expect: ValueError
try:
    pickle.dumps(zone)
except pickle.PicklingError as e:
    print(str(e).splitlines()[0])  # expect: Cannot pickle a ZoneInfo file from a file stream.
