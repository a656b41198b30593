# The present locale is asked for by setlocale() with one argument, as getlocale() and strptime() do.
import _locale
import datetime
import locale

print(_locale.setlocale(_locale.LC_CTYPE) == _locale.setlocale(_locale.LC_CTYPE, None))  # expect: True
print(len(locale.getlocale(locale.LC_TIME)))  # expect: 2
print(datetime.datetime.strptime('2020', '%Y'))  # expect: 2020-01-01 00:00:00
