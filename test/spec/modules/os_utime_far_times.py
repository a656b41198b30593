import os
import tempfile

with tempfile.NamedTemporaryFile() as f:
    # Before 1970, too.
    os.utime(f.name, (-1.5, -2.25))
    print(os.stat(f.name).st_atime_ns, os.stat(f.name).st_mtime_ns)  # expect: -1500000000 -2250000000
    os.utime(f.name, ns=(-1_000_001_000, -1_000))
    print(os.stat(f.name).st_atime_ns, os.stat(f.name).st_mtime_ns)  # expect: -1000001000 -1000
    os.utime(f.name, (-3, 1.5))
    print(os.stat(f.name).st_atime, os.stat(f.name).st_mtime)  # expect: -3.0 1.5

    for time in (float("nan"), 1e300, float("inf"), 1 << 70):
        try:
            os.utime(f.name, (time, 0))
        except (ValueError, OverflowError) as e:
            print(f"{type(e).__name__}: {e}")
# expect: ValueError: Invalid value NaN (not a number)
# expect: OverflowError: timestamp out of range for platform time_t
# expect: OverflowError: timestamp out of range for platform time_t
# expect: OverflowError: timestamp out of range for platform time_t
