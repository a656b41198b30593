# A timer that cannot be set raises an error of its own.
import signal

try:
    signal.setitimer(99, 1)
except signal.ItimerError as e:
    print(type(e) is signal.ItimerError, e.errno)  # expect: True 22
print(signal.ItimerError.__name__)  # expect: itimer_error
print(signal.ItimerError is OSError, issubclass(signal.ItimerError, OSError))  # expect: False True
