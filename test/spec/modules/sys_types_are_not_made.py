import operator
import inspect
import sys

for value in sys.version_info, sys.flags:
    try:
        type(value)(value)
    except TypeError as e:
        print(e)
# expect: cannot create 'sys.version_info' instances
# expect: cannot create 'sys.flags' instances
try:
    sys.exit((42,))
except SystemExit as e:
    print(e.code)  # expect: 42
print(inspect.signature(operator.attrgetter), str.maketrans.__qualname__)  # expect: (attr, /, *attrs) str.maketrans
