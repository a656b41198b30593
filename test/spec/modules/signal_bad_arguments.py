"""What signal() and kill() refuse."""
import os
import signal


def refused(f, *args):
    try:
        f(*args)
    except (OSError, TypeError, ValueError) as error:
        return f"{type(error).__name__}: {error}"


handler = "TypeError: signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object"
print(refused(signal.signal, 2, None) == handler, refused(signal.signal, 2, 5) == handler)  # expect: True True
print(refused(signal.signal, 65, print))  # expect: ValueError: signal number out of range
print(refused(signal.signal, 9, print))  # expect: OSError: [Errno 22] Invalid argument
print(refused(os.kill, os.getpid(), 99))  # expect: OSError: [Errno 22] Invalid argument
print(refused(os.kill, os.getpid(), -1))  # expect: OSError: [Errno 22] Invalid argument
print(refused(os.kill, os.getpid(), 0))  # expect: None
