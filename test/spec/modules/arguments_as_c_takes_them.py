import codecs
import os
import socket
import subprocess

for name in ('utf-8\0', '\udcfe', 'no such'):
    try:
        codecs.lookup(name)
    except (LookupError, ValueError) as e:
        print(type(e).__name__, e)
# expect: ValueError embedded null character
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\udcfe' in position 0: surrogates not allowed
# expect: LookupError unknown encoding: no such


class Root:
    def __fspath__(self):
        return '/'


print(subprocess.check_output(['pwd'], cwd=Root(), text=True).strip())  # expect: /
try:
    subprocess.check_call(['true'], user=2**64)
except OverflowError as e:
    print(e)  # expect: uid is greater than maximum

for pid in -2**40, 2**40:
    try:
        os.kill(pid, 0)
    except OverflowError as e:
        print(e)
# expect: signed integer is less than minimum
# expect: signed integer is greater than maximum
with socket.socket() as s:
    try:
        s.listen(-2**31)  # The smallest int of C.
    except OSError as e:
        print(e.errno)
    print(s.getsockname()[1] > 0)  # expect: True
