"""Whoever asks for it isn't told that the wakeup descriptor takes no more."""
import os
import signal
import sys

told = []
reading, writing = os.pipe()
os.set_blocking(writing, False)
try:
    while True:
        os.write(writing, b"x" * 65536)
except BlockingIOError:
    pass
hook, sys.unraisablehook = sys.unraisablehook, lambda args: told.append(type(args.exc_value).__name__)
handler = signal.signal(signal.SIGUSR1, lambda *_: None)
before = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
os.kill(os.getpid(), signal.SIGUSR1)
print(told)  # expect: []
signal.set_wakeup_fd(writing)
os.kill(os.getpid(), signal.SIGUSR1)
print(told)  # expect: ['BlockingIOError']
signal.set_wakeup_fd(before)
signal.signal(signal.SIGUSR1, handler)
sys.unraisablehook = hook
os.close(reading)
os.close(writing)
