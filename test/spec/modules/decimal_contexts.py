# Contexts of decimal: the largest settings, what they take, flags and traps as mappings.
import decimal
from collections.abc import MutableMapping

print(decimal.MAX_PREC)  # expect: 999999999999999999
print(decimal.MIN_EMIN)  # expect: -999999999999999999
print(decimal.MIN_ETINY)  # expect: -1999999999999999997
exact = decimal.Context(prec=decimal.MAX_PREC, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN, traps=[decimal.Inexact])
print(exact.copy().prec, exact.Emax)  # expect: 999999999999999999 999999999999999999
print(decimal.Decimal(3).fma(2, 1, exact))  # expect: 7
print(exact.divide(1, 4))  # expect: 0.25
exact.prec = 5
print(exact.prec, exact.Emin)  # expect: 5 -999999999999999999


def error(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


print(error(decimal.Context, prec=10**18))  # expect: ValueError: valid range for prec is [1, MAX_PREC]
print(error(decimal.Context, prec=2**63))  # expect: OverflowError: Python int too large to convert to C ssize_t
print(error(decimal.Context, prec=1.5))  # expect: TypeError: an integer is required
print(error(delattr, exact, 'prec'))  # expect: AttributeError: context attributes cannot be deleted

flags = decimal.Context().flags
print(isinstance(flags, MutableMapping))  # expect: True
print(flags.setdefault(decimal.Inexact, True))  # expect: False
flags.update({decimal.Inexact: True})
print(flags[decimal.Inexact], flags.get('other'))  # expect: True None
print(len(flags.keys()), error(flags.clear))  # expect: 9 ValueError: signal keys cannot be deleted
