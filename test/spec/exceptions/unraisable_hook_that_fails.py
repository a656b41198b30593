# since: 3.14
import gc
import io
import re
import sys


class D:
    def __del__(self):
        raise KeyError('k')


def hook(args):
    print('hook', args.err_msg.split(' <')[0], repr(args.exc_value))
    raise ValueError('hook')


def report(hook):
    sys.unraisablehook = hook
    sys.stderr = io.StringIO()
    d = D()
    del d
    gc.collect()
    for line in sys.stderr.getvalue().splitlines():
        if not line.startswith('    '):
            print(re.sub(r'0x[0-9a-f]+|"[^"]*"', '..', line))


report(hook)
# expect: hook Exception ignored while calling deallocator KeyError('k')
# expect: Exception ignored in sys.unraisablehook: <function hook at ..>
# expect: Traceback (most recent call last):
# expect:   File .., line 15, in hook
# expect: ValueError: hook
report(None)
# expect: Exception ignored while calling deallocator <function D.__del__ at ..>:
# expect: Traceback (most recent call last):
# expect:   File .., line 10, in __del__
# expect: KeyError: 'k'
