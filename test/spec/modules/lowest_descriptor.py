# A new descriptor is the lowest free one, whatever was closed before and in which order.
import fcntl
import os

gaps = [os.dup(1) for _ in range(20)]  # that whoever started this process may have left
first = os.dup(1)
fds = [first] + [os.dup(1) for _ in range(9)]
print(fds == list(range(first, first + 10)))  # expect: True

for fd in fds[7], fds[2], fds[5]:
    os.close(fd)
print([os.dup(1) - first for _ in range(4)])  # expect: [2, 5, 7, 10]

os.close(fds[4])
print(fcntl.fcntl(1, fcntl.F_DUPFD, fds[6]) - first)  # expect: 11
print(os.dup(1) - first)  # expect: 4
print(os.dup(1) - first)  # expect: 12

os.close(fds[3])
os.dup2(1, fds[3])
print(os.dup(1) - first)  # expect: 13
os.dup2(1, fds[8] + 20)
print(os.dup(1) - first)  # expect: 14

for fd in gaps + list(range(first, first + 15)) + [fds[8] + 20]:
    os.close(fd)
