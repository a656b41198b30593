import os
import resource
import shutil

print(os.getpriority(os.PRIO_PROCESS, 0) == os.nice(0))  # expect: True
# As the system's list of processes has them, 0 where the leader is outside of the process's namespace.
group, session = (int(field) for field in open("/proc/self/stat").read().rpartition(")")[2].split()[2:4])
print(os.getpgid(0) == os.getpgrp() == group, os.getsid(0) == os.getsid(os.getpid()) == session)  # expect: True True
print(os.getresuid() == (os.getuid(),) * 3, os.getgrouplist("root", 7)[0])  # expect: True 7
print(1 <= len(os.sched_getaffinity(0)) <= os.cpu_count())  # expect: True
print(os.sched_get_priority_max(os.SCHED_RR), os.sched_get_priority_min(os.SCHED_OTHER))  # expect: 99 0
print(len(os.getloadavg()), os.times().elapsed > 0)  # expect: 3 True
print(os.sysconf("SC_PAGESIZE"), os.sysconf("SC_PHYS_PAGES") > 1000, os.sysconf("SC_THREADS"))  # expect: 4096 True 200809
print(os.confstr("CS_PATH"), os.pathconf("/", "PC_NAME_MAX"))  # expect: /bin:/usr/bin 255
s = os.statvfs("/")
print(s.f_namemax, s.f_bfree <= s.f_blocks, s == os.statvfs(b"/"), len(s))  # expect: 255 True True 10
print(shutil.disk_usage("/").total > 0)  # expect: True
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > 1000)  # expect: True
print(resource.prlimit(0, resource.RLIMIT_CORE) == resource.getrlimit(resource.RLIMIT_CORE))  # expect: True

for call in (
    lambda: os.sysconf("SC_NOTHING"),
    lambda: os.sysconf(99999),
    lambda: os.sysconf(1.5),
    lambda: os.getpriority(9, 0),
    lambda: os.putenv("", "x"),
):
    try:
        call()
    except (OSError, ValueError, TypeError) as e:
        print(e)
# expect: unrecognized configuration name
# expect: [Errno 22] Invalid argument
# expect: configuration names must be strings or integers
# expect: [Errno 22] Invalid argument
# expect: [Errno 22] Invalid argument
