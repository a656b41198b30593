import os
import signal
import subprocess
import time

arrived = []


def handler(number, frame):
    arrived.append(signal.Signals(number).name)


signal.signal(signal.SIGALRM, handler)
print(signal.setitimer(signal.ITIMER_REAL, 0.01))  # expect: (0.0, 0.0)
while not arrived:
    pass
print(arrived)  # expect: ['SIGALRM']
signal.setitimer(signal.ITIMER_REAL, 100, 5)
print(90 < signal.setitimer(signal.ITIMER_REAL, 0)[0] <= 100)  # expect: True
signal.alarm(30)
print(signal.alarm(0))  # expect: 30

# From another process.
signal.signal(signal.SIGUSR1, handler)
subprocess.run(["kill", "-USR1", str(os.getpid())])
deadline = time.monotonic() + 20
while len(arrived) < 2 and time.monotonic() < deadline:
    pass
print(arrived)  # expect: ['SIGALRM', 'SIGUSR1']
signal.signal(signal.SIGUSR1, signal.SIG_DFL)
