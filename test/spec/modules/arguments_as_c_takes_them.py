import codecs
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
