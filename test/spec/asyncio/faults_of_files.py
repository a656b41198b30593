import errno
import os
import resource
import socket

# A disk that is full: the data stays in the buffer, and closing says so again.
full = open("/dev/full", "w")
full.write("something")
for attempt in (full.flush, full.close):
    try:
        attempt()
    except OSError as error:
        print(errno.errorcode[error.errno])  # expect: ENOSPC
        # expect: ENOSPC
print(full.closed)  # expect: True

# No descriptors left.
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (40, hard))
held = []
for make in (socket.socket, os.pipe, lambda: open("/dev/null")):
    try:
        while True:
            held.append(make())
    except OSError as error:
        print(errno.errorcode[error.errno])  # expect: EMFILE
        # expect: EMFILE
        # expect: EMFILE
    for thing in held:
        if isinstance(thing, tuple):
            os.close(thing[0])
            os.close(thing[1])
        else:
            thing.close()
    held.clear()
resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
socket.socket().close()
print("again")  # expect: again
