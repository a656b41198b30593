import array
import collections.abc
import decimal
import fcntl
import termios

print(array.array[int], isinstance(array.array('i'), collections.abc.MutableSequence))  # expect: array.array[int] True
print(issubclass(decimal.DivisionUndefined, ZeroDivisionError))  # expect: True
print(termios.B115200, fcntl.F_SETPIPE_SZ)  # expect: 4098 1031
