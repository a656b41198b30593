# A stream whose __init__ failed is dropped without a word.
import _io
import gc
import decimal

for kind in (_io.BufferedRWPair, _io.BufferedReader, _io.TextIOWrapper):
    stream = kind.__new__(kind)
    try:
        stream.closed
    except Exception as e:
        print(type(e).__name__, e)
# expect: RuntimeError the BufferedRWPair object is being garbage-collected
# expect: ValueError I/O operation on uninitialized object
# expect: ValueError I/O operation on uninitialized object
stream = None
gc.collect()
ExceptionGroup.note = 'changed'
print(ExceptionGroup('x', [ValueError()]).note)  # expect: changed
print(decimal.Context(prec=3)._apply(decimal.Decimal('-1.23456')))  # expect: -1.23
print(decimal.Context(prec=3).to_integral(decimal.Decimal('2.5')))  # expect: 2
