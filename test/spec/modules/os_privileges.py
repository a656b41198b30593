import os
import socket
import time

# What changes nothing is allowed to all.
print(os.setuid(os.getuid()), os.setregid(-1, -1), os.setresuid(*os.getresuid()))  # expect: None None None
print(os.sched_setaffinity(0, os.sched_getaffinity(0)), os.unshare(0))  # expect: None None


def error(call, *args):
    try:
        call(*args)
    except (OSError, TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)


error(os.setuid, 'not an int')  # expect: TypeError uid should be integer, not str
error(os.setgid, 1 << 70)  # expect: OverflowError gid is greater than maximum
error(os.setpgid, 0, -1)  # expect: OSError [Errno 22] Invalid argument
error(os.sched_setaffinity, 0, [-10])  # expect: ValueError negative CPU number
error(os.sched_setaffinity, 0, [])  # expect: OSError [Errno 22] Invalid argument
error(os.sched_setscheduler, 0, os.SCHED_OTHER, os.sched_param(1))  # expect: OSError [Errno 22] Invalid argument
error(os.sched_setparam, 0, 3)  # expect: TypeError must have a sched_param object
error(os.lockf, 10**6, os.F_LOCK, 0)  # expect: OSError [Errno 9] Bad file descriptor
reading, writing = os.pipe()
error(os.tcgetpgrp, reading)  # expect: OSError [Errno 25] Inappropriate ioctl for device
os.close(reading)
os.close(writing)
error(os.listxattr, '/no/such/file/at/all')  # expect: FileNotFoundError [Errno 2] No such file or directory: '/no/such/file/at/all'
error(time.clock_settime, time.CLOCK_MONOTONIC, 1.0)  # expect: OSError [Errno 22] Invalid argument
error(time.clock_settime_ns, 12345, 1)  # expect: OSError [Errno 22] Invalid argument

print(socket.AF_CAN, socket.IPV6_TCLASS, socket.TIPC_WAIT_FOREVER)  # expect: 29 67 -1
error(socket.socket, socket.AF_INET, socket.SOCK_STREAM, 17)  # expect: OSError [Errno 93] Protocol not supported
error(socket.socket, socket.AF_INET, 9)  # expect: OSError [Errno 94] Socket type not supported
error(socket.socket, 200)  # expect: OSError [Errno 97] Address family not supported by protocol
