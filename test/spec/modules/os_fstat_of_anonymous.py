# The kernel's objects without a file: they can be looked at, not read.
import os
import select
import stat

poller = select.epoll()
event = os.eventfd(0)
process = os.pidfd_open(os.getpid())
for fd in poller.fileno(), process, event:
    facts = os.fstat(fd)
    print(stat.S_IFMT(facts.st_mode), facts.st_size)
# expect: 0 0
# expect: 0 0
# expect: 0 0
try:
    os.read(poller.fileno(), 8)
except OSError as e:
    print(e)  # expect: [Errno 22] Invalid argument
poller.close()
os.close(event)
os.close(process)
