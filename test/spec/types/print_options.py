# since: 3.14
import io
out = io.StringIO()
print(1, 'a', sep='-', end='!\n', file=out)
print(repr(out.getvalue()))  # expect: '1-a!\n'
try:
    print(sep=3)
except TypeError as e:
    print(e)  # expect: sep must be None or a string, not int
