import os

calls = {
    "chdir": (),
    "chmod": (0o600,),
    "chown": (-1, -1),
    "pathconf": ("PC_NAME_MAX",),
    "statvfs": (),
    "truncate": (0,),
    "utime": (),
}
for name, rest in calls.items():
    try:
        getattr(os, name)(9999, *rest)
    except OSError as e:
        print(name, e, e.filename)
# expect: chdir [Errno 9] Bad file descriptor: 9999 9999
# expect: chmod [Errno 9] Bad file descriptor: 9999 9999
# expect: chown [Errno 9] Bad file descriptor: 9999 9999
# expect: pathconf [Errno 9] Bad file descriptor: 9999 9999
# expect: statvfs [Errno 9] Bad file descriptor: 9999 9999
# expect: truncate [Errno 9] Bad file descriptor None
# expect: utime [Errno 9] Bad file descriptor: 9999 9999
